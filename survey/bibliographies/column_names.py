"""What databases and programs call the columns of their tables."""

from __future__ import annotations

import re

# Scopus, Web of Science, IEEE Xplore, ACM, OpenAlex, Semantic Scholar, Zotero, Mendeley, Rayyan, Covidence, PubMed,
# Dimensions, Lens, Publish or Perish, ASReview and what `survey` itself writes.
_NAMES = {
    "id": """
        key; citation key; cite key; bibtex key; bib id; id; eid; ut; ut (unique wos id); accession number;
        pmid; rayyan id; covidence #; covidence id; record id; record_id; study id; refid; ref id; lens id;
        publication id; openalex id; paper id; paperid; corpus id; article id; uid
    """,
    "title": """
        title; document title; article title; ti; display name; primary title; publication title (en); item
        title; paper title; name of article; title of article; titles; original title; study title; paper
    """,
    "authors": """
        author full names; af; authors; author; author(s); author names; author/s; author name; au;
        authorships.author.display_name; primary authors; creators; creator; author list; authors list
    """,
    "year": "year; publication year; py; pubyear; publication_year; pub year; year of publication; published year",
    "date": """
        published; publication date; date; pd; publication_date; date published; issue date; cover date;
        online date; publication date (online); issued
    """,
    "month": "month; published month; publication month",
    "day": "day",
    "journal": """
        journal; source title; publication name; so; journal/book; journal name; journal title;
        full journal; container title; periodical; secondary title; publication title;
        source title/anthology title; containertitle; jt; t2
    """,
    "venue": """
        venue; source; primary_location.source.display_name; source name; host_venue.display_name
    """,
    "booktitle": "booktitle; book title; conference title; proceedings title; event title",
    "volume": "volume; vl; biblio.volume; vol",
    "issue": "issue; is; biblio.issue; number in volume; issue number; ip; number",
    "pages": "pages; page; page range; pagination; page numbers; pg; biblio.pages",
    "first_page": "page start; start page; bp; first page; biblio.first_page; startpage; sp; starting page",
    "last_page": "page end; end page; ep; last page; biblio.last_page; endpage; ending page",
    "article_number": "art. no.; article number; ar; article no",
    "abstract": "abstract; abstracts; ab; abstract note; abstractnote; notes abstract; summary of abstract",
    "doi": "doi; di; digital object identifier; doi link; doi url; item doi",
    "arxiv": "arxiv; arxiv id; arxivid; eprint",
    "pmid": "pmid; pubmed id; pubmedid; pm; pubmed",
    "pmcid": "pmcid; pmc id; pmc; pubmed central id",
    "openalex": "openalex; openalex id; openalex_id",
    "s2": "s2; s2id; semantic scholar id; paperid",
    "isbn": "isbn; isbns; bn; print isbn; isbn13",
    "issn": "issn; sn; issns; print issn; eissn; issn/isbn",
    "url": """
        url; link; links; urls; paper; primary_location.landing_page_url; article url; fulltext url; ur; source
        url; lens url; articleurl; landing page url
    """,
    "pdf": "pdf; pdf link; pdf url; open_access.oa_url; best_oa_location.pdf_url; oa url",
    "kind": """
        kind; document type; item type; type; publication type; dt; entry type; entrytype; document identifier;
        itemtype; type of reference; reference type; genre; publication types
    """,
    "publisher": "publisher; pu; publishers",
    "place": "place; publisher location; place of publication; city",
    "editor": "editor; editors; book editors; be",
    "series": "series; book series title; se; series title",
    "language": "language; la; language of original document; languages",
    "keywords": "keywords; author keywords; de; manual keywords; ieee terms; key words; author_keywords",
    "event": "conference name; ct; event; conference; conference title (full)",
    "tags": "tags; tag; manual tags; labels; label; user tags; groups; collections; decision tags",
    "different": "different_from",
    "same": "same_as",
    "notes": "notes; note; user notes; annotations; comments; my notes; reviewer notes",
}
_PLAIN = re.compile(r"[^a-z0-9.#()/]+")


def plain_name(name: str) -> str:
    """The name of a column as it is compared: small letters, one space for whatever parts its words."""
    return _PLAIN.sub(" ", name.lower()).strip()


_WORDS: dict[str, dict[str, int]] = {}
for _word, _listed in _NAMES.items():
    for _rank, _name in enumerate(_listed.split(";")):
        _WORDS.setdefault(plain_name(_name), {}).setdefault(_word, _rank)


def words_of_column(name: str) -> dict[str, int]:
    """What the column `name` says, in the words of drafts; the columns of lower numbers say it better."""
    return _WORDS.get(plain_name(name), {})
