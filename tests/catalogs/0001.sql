BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE alias (
    cite_key TEXT NOT NULL,
    paper_id INTEGER NOT NULL,
    PRIMARY KEY (cite_key),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT;
CREATE TABLE author (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
) STRICT;
INSERT INTO "author" VALUES(1,'Ada Moreau');
INSERT INTO "author" VALUES(2,'Bo Castellanos');
CREATE TABLE authorship (
    paper_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    author_id INTEGER NOT NULL,
    PRIMARY KEY (paper_id, position),
    FOREIGN KEY(paper_id) REFERENCES paper (id),
    FOREIGN KEY(author_id) REFERENCES author (id)
) WITHOUT ROWID, STRICT;
INSERT INTO "authorship" VALUES(1,1,1);
INSERT INTO "authorship" VALUES(2,1,2);
CREATE TABLE change (
    id INTEGER NOT NULL,
    what TEXT NOT NULL,
    made_at TEXT NOT NULL,
    undone_at TEXT,
    steps TEXT NOT NULL,
    PRIMARY KEY (id)
) STRICT;
INSERT INTO "change" VALUES(1,'add 2 papers','2026-11-20T12:00:00+00:00',NULL,'[["paper", {"id": 1}, {"added_at": null}, {"added_at": "2026-11-20T12:00:00+00:00"}], ["paper", {"id": 2}, {"added_at": null}, {"added_at": "2026-11-20T12:00:00+00:00"}], ["tag", {"paper_id": 1, "name": "light"}, null, {}], ["tag", {"paper_id": 2, "name": "light"}, null, {}]]');
INSERT INTO "change" VALUES(2,'note','2026-11-20T12:00:00+00:00',NULL,'[["note", {"id": 1}, null, {"paper_id": 1, "text": "compare with dunes", "written_at": "2026-11-20T12:00:00+00:00"}]]');
INSERT INTO "change" VALUES(3,'set year','2026-11-20T12:00:00+00:00',NULL,'[["record", {"id": 5}, null, {"source": "hand", "key": "be6f8ca83ee244eda72616cda9e7acd8", "paper_id": 2, "run_id": null, "taken_at": "2026-11-20T12:00:00+00:00", "seen_at": "2026-11-20T12:00:00+00:00", "superseded_at": null, "block": null, "near": null, "digest": "43b4f73df85253fb6b4d36b14692ff4f", "body": "{\"year\":2020}"}]]');
CREATE TABLE count (
    source TEXT NOT NULL,
    "key" TEXT NOT NULL,
    on_date TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (source, "key", on_date)
) WITHOUT ROWID, STRICT;
INSERT INTO "count" VALUES('arxiv','2001.00001','2026-11-20',4);
CREATE TABLE identifier (
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    paper_id INTEGER NOT NULL,
    PRIMARY KEY (scheme, value),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT;
INSERT INTO "identifier" VALUES('arxiv','2001.00001',1);
INSERT INTO "identifier" VALUES('s2','ffffffffffffffffffffffffffffffffffffffff',1);
INSERT INTO "identifier" VALUES('doi','10.1000/tidal',2);
INSERT INTO "identifier" VALUES('openalex','W2077',3);
CREATE TABLE judgement (
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    verdict TEXT NOT NULL,
    judged_at TEXT NOT NULL,
    PRIMARY KEY (first, second)
) WITHOUT ROWID, STRICT;
CREATE TABLE note (
    id INTEGER NOT NULL,
    paper_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    written_at TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) STRICT;
INSERT INTO "note" VALUES(1,1,'compare with dunes','2026-11-20T12:00:00+00:00');
CREATE TABLE pair (
    first INTEGER NOT NULL,
    second INTEGER NOT NULL,
    why TEXT NOT NULL,
    noticed_at TEXT NOT NULL,
    PRIMARY KEY (first, second),
    FOREIGN KEY(first) REFERENCES paper (id),
    FOREIGN KEY(second) REFERENCES paper (id)
) WITHOUT ROWID, STRICT;
CREATE TABLE paper (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    cite_key TEXT NOT NULL,
    added_at TEXT,
    merged_into INTEGER,
    folded TEXT,
    year INTEGER,
    venue_id INTEGER,
    citations INTEGER,
    has_code INTEGER NOT NULL,
    has_results INTEGER NOT NULL,
    has_summary INTEGER NOT NULL,
    said TEXT,
    "view" TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (cite_key),
    FOREIGN KEY(merged_into) REFERENCES paper (id),
    FOREIGN KEY(venue_id) REFERENCES venue (id)
) STRICT;
INSERT INTO "paper" VALUES(1,'8962dc14ae7c45e28b98e9f6e30a23bf','moreau2020lanterns','2026-11-20T12:00:00+00:00',NULL,'lanterns in fog',2020,1,4,0,0,0,'light compare with dunes','{"key": "moreau2020lanterns", "title": "Lanterns in Fog", "authors": ["Ada Moreau"], "year": 2020, "published": null, "venue": "arXiv", "venue_kind": "preprint", "abstract": "We look at lanterns.", "identifiers": {"arxiv": "2001.00001", "s2": "ffffffffffffffffffffffffffffffffffffffff"}, "other_identifiers": [], "links": {"paper": "https://arxiv.org/abs/2001.00001", "pdf": null, "code": null}, "repositories": [], "citations": {"count": 4, "source": "arxiv", "on": "2026-11-20"}, "summary": null, "results": [], "status": null, "details": {}, "tags": ["light"], "notes": [{"text": "compare with dunes", "on": "2026-11-20"}], "sources": ["arxiv", "semantic_scholar"], "origins": {"title": {"source": "arxiv", "on": "2026-11-20"}, "authors": {"source": "arxiv", "on": "2026-11-20"}, "year": {"source": "semantic_scholar", "on": "2026-11-20"}, "venue": {"source": "semantic_scholar", "on": "2026-11-20"}, "abstract": {"source": "semantic_scholar", "on": "2026-11-20"}, "citations": {"source": "arxiv", "on": "2026-11-20"}}, "added": "2026-11-20"}');
INSERT INTO "paper" VALUES(2,'be6f8ca83ee244eda72616cda9e7acd8','castellanos2019tidal','2026-11-20T12:00:00+00:00',NULL,'tidal memory',2020,2,NULL,0,0,0,'light','{"key": "castellanos2019tidal", "title": "Tidal Memory", "authors": ["Bo Castellanos"], "year": 2020, "published": null, "venue": "CVPR", "venue_kind": "conference", "abstract": null, "identifiers": {"doi": "10.1000/tidal"}, "other_identifiers": [], "links": {"paper": "https://doi.org/10.1000/tidal", "pdf": null, "code": null}, "repositories": [], "citations": null, "summary": null, "results": [], "status": null, "details": {}, "tags": ["light"], "notes": [], "sources": ["crossref", "hand"], "origins": {"title": {"source": "crossref", "on": "2026-11-20"}, "authors": {"source": "crossref", "on": "2026-11-20"}, "year": {"source": "hand", "on": "2026-11-20"}, "venue": {"source": "crossref", "on": "2026-11-20"}}, "added": "2026-11-20"}');
INSERT INTO "paper" VALUES(3,'5d9f249f52084d5eae31a1e8b0858a7f','counting1998dunes',NULL,NULL,'on the counting of dunes',1998,NULL,NULL,0,0,0,NULL,'{"key": "counting1998dunes", "title": "On the Counting of Dunes", "authors": [], "year": 1998, "published": null, "venue": null, "venue_kind": null, "abstract": null, "identifiers": {"openalex": "W2077"}, "other_identifiers": [], "links": {"paper": null, "pdf": null, "code": null}, "repositories": [], "citations": null, "summary": null, "results": [], "status": null, "details": {}, "tags": [], "notes": [], "sources": ["openalex"], "origins": {"title": {"source": "openalex", "on": "2026-11-20"}, "year": {"source": "openalex", "on": "2026-11-20"}}, "added": null}');
CREATE TABLE record (
    id INTEGER NOT NULL,
    source TEXT NOT NULL,
    "key" TEXT NOT NULL,
    paper_id INTEGER NOT NULL,
    run_id INTEGER,
    taken_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    superseded_at TEXT,
    block TEXT,
    near TEXT,
    digest TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(paper_id) REFERENCES paper (id),
    FOREIGN KEY(run_id) REFERENCES run (id)
) STRICT;
INSERT INTO "record" VALUES(1,'arxiv','2001.00001',1,NULL,'2026-11-20T12:00:00+00:00','2026-11-20T12:00:00+00:00',NULL,'lanterns in fog','moreau|lanterns in fog','0b067e742217196d3f82196e26017233','{"authors":["Ada Moreau"],"identifiers":[["arxiv","2001.00001"]],"title":"Lanterns in Fog","year":2020}');
INSERT INTO "record" VALUES(2,'crossref','10.1000/tidal',2,NULL,'2026-11-20T12:00:00+00:00','2026-11-20T12:00:00+00:00',NULL,'tidal memory','castellanos|tidal memory','82e677f45dfbfa9feddf83c3be87a20d','{"authors":["Bo Castellanos"],"identifiers":[["doi","10.1000/tidal"]],"title":"Tidal Memory","venue":["CVPR",null],"year":2019}');
INSERT INTO "record" VALUES(3,'semantic_scholar','ffffffffffffffffffffffffffffffffffffffff',1,NULL,'2026-11-20T12:00:00+00:00','2026-11-20T12:00:00+00:00',NULL,'lanterns in fog','moreau|lanterns in fog','5c2e4334d45a6a8381950b3102f7f781','{"abstract":"We look at lanterns.","authors":["Ada Moreau"],"identifiers":[["arxiv","2001.00001"],["s2","ffffffffffffffffffffffffffffffffffffffff"]],"title":"Lanterns in Fog","year":2020}');
INSERT INTO "record" VALUES(4,'openalex','W2077',3,NULL,'2026-11-20T12:00:00+00:00','2026-11-20T12:00:00+00:00',NULL,'on the counting of dunes',NULL,'c8a6d1fc95f9035852b1feb5e9b099d6','{"identifiers":[["openalex","W2077"]],"title":"On the Counting of Dunes","year":1998}');
INSERT INTO "record" VALUES(5,'hand','be6f8ca83ee244eda72616cda9e7acd8',2,NULL,'2026-11-20T12:00:00+00:00','2026-11-20T12:00:00+00:00',NULL,NULL,NULL,'43b4f73df85253fb6b4d36b14692ff4f','{"year":2020}');
CREATE TABLE repository (
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    source TEXT NOT NULL,
    checked_on TEXT NOT NULL,
    stars INTEGER,
    license TEXT,
    archived INTEGER,
    gone INTEGER,
    PRIMARY KEY (name)
) WITHOUT ROWID, STRICT;
CREATE TABLE result (
    paper_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    task TEXT NOT NULL,
    dataset TEXT NOT NULL,
    metric TEXT NOT NULL,
    direction TEXT,
    model TEXT,
    printed TEXT NOT NULL,
    value REAL,
    source TEXT NOT NULL,
    PRIMARY KEY (paper_id, position),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT;
CREATE TABLE run (
    id INTEGER NOT NULL,
    verb TEXT NOT NULL,
    source TEXT NOT NULL,
    "query" TEXT NOT NULL,
    sent TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    outcome TEXT,
    message TEXT,
    hits INTEGER NOT NULL,
    new INTEGER NOT NULL,
    unreadable INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE TABLE tag (
    paper_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (paper_id, name),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT;
INSERT INTO "tag" VALUES(1,'light');
INSERT INTO "tag" VALUES(2,'light');
CREATE TABLE venue (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT,
    PRIMARY KEY (id),
    UNIQUE (name)
) STRICT;
INSERT INTO "venue" VALUES(1,'arXiv','preprint');
INSERT INTO "venue" VALUES(2,'CVPR','conference');
CREATE INDEX paper_added ON paper (added_at);
CREATE INDEX paper_citations ON paper (citations);
CREATE INDEX paper_folded ON paper (folded);
CREATE INDEX paper_year ON paper (year);
CREATE INDEX alias_paper ON alias (paper_id);
CREATE INDEX authorship_author ON authorship (author_id);
CREATE INDEX identifier_paper ON identifier (paper_id);
CREATE INDEX note_paper ON note (paper_id);
CREATE INDEX pair_second ON pair (second);
CREATE INDEX record_block ON record (block) WHERE superseded_at IS NULL;
CREATE UNIQUE INDEX record_current ON record (source, "key") WHERE superseded_at IS NULL;
CREATE INDEX record_near ON record (near) WHERE superseded_at IS NULL;
CREATE INDEX record_paper ON record (paper_id);
CREATE INDEX result_benchmark ON result (task, dataset, metric);
CREATE INDEX tag_name ON tag (name);
CREATE VIEW paper_text AS SELECT id,
    json_extract(view, '$.title') AS title,
    json_extract(view, '$.authors') AS authors,
    json_extract(view, '$.venue') AS venue,
    json_extract(view, '$.abstract') AS abstract,
    json_extract(view, '$.summary.text') AS summary,
    said
FROM paper WHERE view <> '';
CREATE VIRTUAL TABLE paper_words USING fts5 (
    title, authors, venue, abstract, summary, said,
    content='paper_text', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO paper_words (paper_words) VALUES ('rebuild');
COMMIT;
