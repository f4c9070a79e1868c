"""Papers found by what a person types, the best first, and why."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from benchmarks.search import collection, filled, judged
from survey.catalog import edit, search, surveys
from survey.catalog.explain import Why, best_held, explained, holding_all
from survey.catalog.read import Selection, matching, papers, ranked
from survey.model.record import Record, Result, Status, Venue, VenueKind
from survey.model.sieve import sieve
from survey.model.survey import Into
from tests.catalog.making import NOW, Shelf
from tests.model.making import record

SHARED = os.environ.get("SURVEY_SHARED")


def found(shelf: Shelf, typed: str, sort: str | None = None) -> list[str]:
    """The titles of what a list shows, in its order."""
    with shelf.catalog.reading() as reader:
        return [json.loads(view)["title"] for view in ranked(reader, Selection(typed, sort=sort))]


def why(shelf: Shelf, typed: str) -> dict[str, Why]:
    """Why each paper stands where it does, by title."""
    with shelf.catalog.reading() as reader:
        return {json.loads(view)["title"]: told for view, told in explained(reader, Selection(typed))}


def titled(*titles: str) -> list[Record]:
    """A record a title."""
    return [record(key=str(place), title=title) for place, title in enumerate(titles)]


def accuracy(task: str, dataset: str) -> Result:
    return Result(task=task, dataset=dataset, metric="accuracy", model=None, printed="81", value=81.0)


@pytest.fixture
def library(shelf: Shelf) -> Shelf:
    """Four papers that differ in everything that can be asked for."""
    shelf.add(
        record(
            key="1",
            title="Sparse Lanterns",
            authors="Ada B. Moreau; Łukasz Lind",
            year=2021,
            venue=Venue("ICLR", VenueKind.CONFERENCE),
            citations=150,
            results=(accuracy("Reading", "ImageNet ReaL"),),
            abstract="Lanterns read long documents.",
        ),
        record(key="2", title="Tidal Lanterns", authors="Cy Núñez", year=2019, venue="NIPS", citations=3),
        record(
            "crossref",
            "3",
            title="Counting Dunes",
            authors="Bo Falk",
            status=Status.RETRACTED,
            ids=["doi:10.1234/dunes"],
        ),
        record(
            key="4",
            title="Maps of a Coast",
            year=2023,
            venue=Venue("arXiv", VenueKind.PREPRINT),
            ids=["arxiv:2301.00004"],
        ),
    )
    edit.write_note(shelf.catalog, shelf.paper("Counting Dunes"), "Read it on the beach.", now=NOW)
    edit.tag_paper(shelf.catalog, shelf.paper("Sparse Lanterns"), on=["Light"], off=[], now=NOW)
    return shelf


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("author:moreau", {"Sparse Lanterns"}),
        ('author:"moreau ada"', {"Sparse Lanterns"}),
        ("author:lukasz", {"Sparse Lanterns"}),
        ("author:nunez", {"Tidal Lanterns"}),
        ("author:lanterns", set()),
        ("title:documents", set()),
        ("abstract:documents", {"Sparse Lanterns"}),
        ("venue:iclr", {"Sparse Lanterns"}),
        ("venue:nips", {"Tidal Lanterns"}),
        ("venue:neurips", {"Tidal Lanterns"}),
        ('venue:"neural information"', {"Tidal Lanterns"}),
        ("venue:representations", {"Sparse Lanterns"}),
        ("venue:conference", set()),
        ("has:abstract", {"Sparse Lanterns"}),
        ("has:tags", {"Sparse Lanterns"}),
        ("has:notes", {"Counting Dunes"}),
        ("has:doi", {"Counting Dunes"}),
        ("has:arxiv -has:abstract", {"Maps of a Coast"}),
        ("year:2020..2022", {"Sparse Lanterns"}),
        ("year:2020..", {"Sparse Lanterns", "Maps of a Coast"}),
        ("year:<2020", {"Tidal Lanterns"}),
        ("cites:>100", {"Sparse Lanterns"}),
        ("cites:0..10", {"Tidal Lanterns"}),
        ("tag:light", {"Sparse Lanterns"}),
        ("dataset:imagenet", {"Sparse Lanterns"}),
        ("dataset:real", {"Sparse Lanterns"}),
        ("dataset:net", set()),
        ("task:reading", {"Sparse Lanterns"}),
        ("source:crossref", {"Counting Dunes"}),
        ("key:moreau", {"Sparse Lanterns"}),
        ("has:results", {"Sparse Lanterns"}),
        ("is:retracted", {"Counting Dunes"}),
        ("is:preprint", {"Maps of a Coast"}),
        ("lanterns -author:moreau", {"Tidal Lanterns"}),
        ("lanterns -tidal", {"Sparse Lanterns"}),
        ('-"sparse lanterns" -dune', {"Tidal Lanterns", "Maps of a Coast"}),
        ("-year:2019 -tag:light", {"Counting Dunes", "Maps of a Coast"}),
        ("-is:retracted year:2020.. -venue:iclr", {"Maps of a Coast"}),
        ("lanterns year:2021 year:2019", set()),
        ("author:moreau ***", set()),
    ],
)
def test_filters_let_through_what_they_say(library: Shelf, typed: str, titles: set[str]) -> None:
    assert set(found(library, typed)) == titles
    assert set(found(library, typed, sort="year")) == titles


def test_options_and_filters_are_both_kept(library: Shelf) -> None:
    with library.catalog.reading() as reader:
        both = list(papers(reader, Selection("lanterns", since=2020, tags=("Light",))))
        none = list(papers(reader, Selection("lanterns year:2019", since=2020)))

    assert (both, none) == ([library.paper("Sparse Lanterns")], [])


def test_a_venue_is_chosen_by_a_piece_of_its_long_name_too(library: Shelf) -> None:
    with library.catalog.reading() as reader:
        found = [
            list(papers(reader, Selection(venue=venue))) for venue in ("neural information", "Learning Representations")
        ]

    assert found == [[library.paper("Tidal Lanterns")], [library.paper("Sparse Lanterns")]]


def test_what_a_paper_has_in_a_survey_it_has_there_alone(library: Shelf) -> None:
    tides, lanterns = library.paper("Tidal Lanterns"), library.paper("Sparse Lanterns")
    for name in ("peft", "optics"):
        surveys.make_survey(library.catalog, name, None, now=NOW)
        edit.add_papers(library.catalog, [tides, lanterns], now=NOW, into=Into(name))
    surveys.note_in(library.catalog, "peft", tides, "Mind the gap.", now=NOW)
    surveys.tag_in(library.catalog, "optics", tides, on=["dim"], off=[], now=NOW)

    with library.catalog.reading() as reader:
        noted = {name: set(papers(reader, Selection("has:notes", survey=name))) for name in ("peft", "optics")}
        tagged = {name: set(papers(reader, Selection(has=("tags",), survey=name))) for name in ("peft", "optics")}

    assert noted == {"peft": {tides}, "optics": set()}
    assert tagged == {"peft": {lanterns}, "optics": {lanterns, tides}}


def test_papers_that_were_only_found_are_let_through_where_they_are_asked_about(library: Shelf) -> None:
    (paper,) = library.take(record(key="9", title="Lanterns found", year=2022)).new
    others = [library.paper("Sparse Lanterns"), library.paper("Counting Dunes")]

    with library.catalog.reading() as reader:
        passing = matching(reader, [paper, *others], Selection("lanterns year:2022 -tag:light"))
        in_survey = list(papers(reader, Selection("lanterns found")))

    assert (passing, in_survey) == ([paper], [])


def test_a_few_words_bring_what_holds_all_first_and_then_what_holds_some(shelf: Shelf) -> None:
    shelf.add(*titled("Dunes", "Lanterns", "Lanterns over Dunes", "Maps"))

    assert found(shelf, "lanterns dunes")[0] == "Lanterns over Dunes"
    assert set(found(shelf, "lanterns dunes")[1:]) == {"Dunes", "Lanterns"}
    assert found(shelf, "lanterns dunes", sort="title") == ["Lanterns over Dunes"]


def test_where_a_page_holds_all_words_those_that_hold_some_are_left_out(shelf: Shelf) -> None:
    shelf.add(*titled(*(f"Lanterns over dunes {number}" for number in range(search.PAGE)), "Dunes"))

    assert len(found(shelf, "lanterns dunes")) == search.PAGE


def test_a_question_in_a_sentence_finds_what_no_paper_says_in_full(shelf: Shelf) -> None:
    shelf.add(*titled("Counting dunes from above", "Tides", "What is the question?"))

    assert found(shelf, "What is known about counting the many dunes of a desert by satellite?")[0] == (
        "Counting dunes from above"
    )


def test_what_is_said_in_the_title_goes_before_what_is_said_in_the_abstract(shelf: Shelf) -> None:
    shelf.add(
        record(key="1", title="Tides", abstract="Of lanterns."), record(key="2", title="Lanterns", abstract="Of.")
    )

    assert found(shelf, "lanterns") == ["Lanterns", "Tides"]


def test_a_rare_word_counts_for_more_than_a_common_one(shelf: Shelf) -> None:
    shelf.add(*titled(*(f"Lanterns of kind {number}" for number in range(9)), "Dunes of sorts", "Tides", "Maps"))

    assert found(shelf, "lanterns dunes tidal mapping")[0] != "Lanterns of kind 0"


def test_a_word_that_no_paper_holds_is_taken_for_the_beginning_of_one(shelf: Shelf) -> None:
    shelf.add(*titled("Lanterns", "Lan parties"))

    assert found(shelf, "lant") == ["Lanterns"]
    assert found(shelf, "lan") == ["Lan parties"]
    assert found(shelf, "-lant") == ["Lanterns", "Lan parties"]


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("강화학습을 위한 등불", "학습"),
        ("深層学習を用いた画像認識", "画像"),
        ("强化学习综述", "学习"),
        ("强化学习综述", "强化学习的综述研究方法"),
        ("强化学习综述", "综"),
        (r"The $\mathcal{H}_2$ Norm", "h2 norm"),
        (r"Poincar\'e Lanterns", "Poincaré"),
        ("α-Lanterns", "alpha-lanterns"),
        ("Ørsted Lanterns", "orsted"),
        ("RÉSEAUX de lanternes", "reseaux"),
        ("Studies of Lanterns", "study lantern"),
        ("Self-Attention", "self attention"),
        ("C++ for Lanterns", "C++ (lanterns"),
        ("Cplusplus for Lanterns", "C++"),
        ("C++ for Lanterns", "cpp"),
        ("F# for Lanterns", "F#"),
        ("Lanterns on .NET", ".net"),
        ("UNet++", "unet++"),
        ("Schrödinger Lanterns", "schroedinger"),
        ("Schrodinger Lanterns", "schroedinger"),
        ("Schroedinger Lanterns", "Schrödinger"),
        ("Gödel's Lanterns", "title:goedel"),
        ("A Möbius Strip", '"moebius" strip'),
        ("A k-Means of Lanterns", "kmeans"),
        ("A k means of Lanterns", "kmeans"),
        ("A Kmeans of Lanterns", "k-means"),
        ("A Kmeans of Lanterns", "k means"),
        ("Sparse Matrices", "matrix"),
        ("A Sparse Matrix", "matrices"),
        ("A Sparse Matrix", '"sparse matrices"'),
        ("Inverted Indices", "index"),
        ("Meta-Analyses", "meta-analysis"),
        ("Optimisation of Light", "optimization"),
        ("Real-Time Lanterns", "realtime"),
        ("Realtime Lanterns", "real-time"),
        ("Realtime Lanterns", "real time lanterns"),
        ("Realtime Lanterns", "title:realtime"),
        ("A Data Set of Lanterns", "datasets"),
        ("Pre-trained Lanterns", "pretraining"),
        ("ResNet-50", "resnet50"),
        ("Fast-SCNN", "fastscnn"),
        ("BiSeNet", "bi-se-net"),
        ("ResNet50", "resnet 50"),
    ],
)
def test_a_title_is_found_however_it_is_typed(shelf: Shelf, title: str, typed: str) -> None:
    shelf.add(*titled(title, "Something else entirely"))

    assert found(shelf, typed) == [title]


@pytest.mark.parametrize(
    ("author", "typed"),
    [
        ("Ada O'Brien", "author:obrien"),
        ("Ada O’Brien", "obrien"),
        ("Ada OBrien", "author:o'brien"),
        ("Ada Müller", "author:mueller"),
        ("Ada Mueller", "author:müller"),
        ("Ada Müller", "mueller"),
        ("Ada Sørensen", "author:soerensen"),
        ("Ada Le Cun", "author:lecun"),
        ("Ada LeCun", 'author:"le cun"'),
    ],
)
def test_an_author_is_found_however_the_name_is_typed(shelf: Shelf, author: str, typed: str) -> None:
    shelf.add(record(key="1", title="Lanterns", authors=author), record(key="2", title="Brien", authors="Cy Muth"))

    assert found(shelf, typed) == ["Lanterns"]
    assert found(shelf, f"-{typed}") == ["Brien"]


@pytest.mark.parametrize("typed", ['author:"Ho, J."', 'author:"J Ho"', 'author:"j. ho"', 'author:"J.A. Ho"'])
def test_an_initial_is_that_of_a_name_that_begins_with_it(shelf: Shelf, typed: str) -> None:
    shelf.add(
        record(key="1", title="Lanterns", authors="Cy Muth; Jonathan A. Ho"),
        record(key="2", title="Tides", authors="Wei Ho; Cy Muth; Jane Lind"),
        record(key="3", title="Dunes", authors="Jonathan Horn"),
    )

    assert found(shelf, typed) == ["Lanterns"]
    assert found(shelf, typed, sort="year") == ["Lanterns"]


def test_a_name_with_signs_is_not_the_one_without_them_or_with_others(shelf: Shelf) -> None:
    shelf.add(*titled("Lanterns in C++", "Lanterns in C#", "Lanterns in C"))

    assert found(shelf, "C++") == ["Lanterns in C++"]
    assert found(shelf, "lanterns -C++ -C#") == ["Lanterns in C"]
    assert set(found(shelf, "C*")) == {"Lanterns in C++", "Lanterns in C#", "Lanterns in C"}


def test_a_phrase_in_quotes_must_be_held_unless_a_text_of_sentences_quotes_it(shelf: Shelf) -> None:
    every = ["Long lanterns over dunes", "Lanterns, long and low, by the sea", "Long lanterns", "Dunes and sea"]
    shelf.add(*titled(*every))

    assert found(shelf, '"long lanterns" dunes') == ["Long lanterns over dunes"]
    assert set(found(shelf, '"long lanterns" dunes sea')) == {"Long lanterns over dunes"}
    assert set(found(shelf, '"long lanterns" dunes sea low wide')) == {"Long lanterns over dunes"}
    assert set(found(shelf, "long lanterns dunes sea low")) == set(every)
    assert set(found(shelf, 'What is it to be "long lanterns" of dunes by the wide and low sea?')) == set(every)


def test_a_phrase_is_held_by_what_is_listed_and_by_what_is_exported_alike(shelf: Shelf) -> None:
    shelf.add(*titled("Long lanterns over dunes", "Dunes of lanterns", "Long lanterns"))

    listed, exported = found(shelf, '"long lanterns" over'), found(shelf, '"long lanterns" over', sort="title")

    assert listed == exported == ["Long lanterns over dunes"]


def test_where_every_word_is_in_most_papers_those_that_hold_more_and_in_titles_come_first(shelf: Shelf) -> None:
    shelf.add(
        record(key="1", title="Tides", abstract="Of lanterns, far away from here."),
        record(key="2", title="Lanterns by tides", abstract="Of dunes."),
        record(key="3", title="Lanterns", abstract="Of tides, far away from here."),
        record(key="4", title="Dunes", abstract="Of lanterns and tides, far away."),
    )

    assert found(shelf, "lanterns tides dunes")[0] == "Lanterns by tides"
    assert found(shelf, "lanterns tides") == ["Lanterns by tides", "Tides", "Lanterns", "Dunes"]


def test_a_word_is_looked_for_in_no_form_that_no_paper_holds(shelf: Shelf) -> None:
    shelf.add(*titled("A Real Time", "Matrix"))

    told = why(shelf, "matrix")
    with shelf.catalog.reading() as reader:
        (stage,) = search.stages(reader, sieve("matrix"))

    assert [part["word"] for part in told["Matrix"]["parts"]] == ["matrix"]
    assert stage.match == '("matrix")'


def test_other_spellings_go_when_what_they_spell_goes(shelf: Shelf) -> None:
    (paper,) = shelf.add(record(title="强化学习"))
    edit.edit_paper(shelf.catalog, paper, {"title": "Dunes"}, now=NOW)

    assert found(shelf, "学习") == []
    assert found(shelf, "dunes") == ["Dunes"]


@example("re" * 9000)
@example("author:mueller matrices title:realtime -multimodal müller-pre-training")
@example("C++ (sfm")
@example('author:"J. *" author:"J.B. Ho+" A*B** .NET# venue:"neural information"')
@example(" ".join(f'"word{number}"' for number in range(300)))
@example('"unbalanced')
@example("🎉 \x00 \ud800")
@example("author:\x00 tag:\ud800 -")
@example("AND OR NOT NEAR( * ^ + {title}: a")
@example(" ".join(f"-author:x{number} word{number}" for number in range(300)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.sampled_from("ab\"'():*^-+{}.<> 学é\x00\ud800\\$_") | st.characters(), max_size=40))
def test_whatever_is_typed_is_answered(library: Shelf, typed: str) -> None:
    assert len(found(library, typed)) <= 4
    assert len(found(library, typed, sort="year")) <= 4


def test_it_is_known_which_papers_were_looked_for_as_holding_every_word_and_how_many_do(shelf: Shelf) -> None:
    shelf.add(*titled("Dunes", "Lanterns over Dunes", "Maps", "Tides of dunes and lanterns by a wide sea"))

    with shelf.catalog.reading() as reader:
        few = {json.loads(view)["title"]: holds for view, holds in best_held(reader, Selection("lanterns dunes"))}
        many = {holds for _, holds in best_held(reader, Selection("lanterns dunes tides wide sea"))}
        all_ = {holds for _, holds in best_held(reader, Selection("-maps"))}
        counted = [holding_all(reader, Selection(words)) for words in ("lanterns dunes", "lanterns dunes wide low sea")]

    assert few == {"Dunes": False, "Lanterns over Dunes": True, "Tides of dunes and lanterns by a wide sea": True}
    assert (many, all_) == ({False}, {True})
    assert counted == [2, 0]


def test_the_parts_of_a_score_add_up_to_it(library: Shelf) -> None:
    told = why(library, "lanterns lanterns documents of moreau title:lanterns dunes coasts")

    assert len(told) == 2
    for each in told.values():
        assert sum(part["score"] for part in each["parts"]) == pytest.approx(each["score"], abs=0.01)


def test_it_is_told_which_words_stand_in_which_fields(library: Shelf) -> None:
    told = why(library, "lanterns documents")

    assert list(told) == ["Sparse Lanterns", "Tidal Lanterns"]
    assert told["Sparse Lanterns"]["holds_all"]
    assert not told["Tidal Lanterns"]["holds_all"]
    fields = {part["word"]: part["fields"] for part in told["Sparse Lanterns"]["parts"]}
    assert fields == {"lanterns": {"title": 1, "abstract": 1}, "documents": {"abstract": 1}}


def test_words_too_common_to_be_scored_in_time_are_left_out_and_that_is_told(
    library: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_MOST_ROWS", 1)

    told = why(library, "sparse lanterns of long tides")

    assert list(told) == ["Sparse Lanterns"]
    assert told["Sparse Lanterns"]["left_out"] == ["lanterns", "long"]


def test_where_many_hold_all_words_those_with_one_in_the_title_come_first_and_none_is_lost(
    library: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(record(key="5", title="Reading", abstract="Lanterns, lanterns, and lanterns."))
    monkeypatch.setattr(search, "_MOST_ROWS_AT_ONCE", 1)

    assert found(library, "lanterns")[-1] == "Reading"
    assert len(found(library, "lanterns")) == 3


def test_where_many_hold_a_word_it_is_looked_for_in_titles_in_every_form(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add(
        record(key="1", title="Dunes", abstract="A matrix of data sets."),
        record(key="2", title="Matrices by Müller", authors="Ada Müller", abstract="A data set."),
    )
    monkeypatch.setattr(search, "_MOST_ROWS_AT_ONCE", 0)

    assert found(shelf, "matrix dataset") == ["Matrices by Müller", "Dunes"]
    assert found(shelf, "mueller") == ["Matrices by Müller"]


def test_more_than_the_best_are_given_in_one_order(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.add(*titled(*(f"Lanterns {'of fog ' * (number % 7)}{number}" for number in range(60))))
    whole = found(shelf, "lanterns")

    monkeypatch.setattr(search, "REACH", 10)

    assert len(whole) == 60
    assert found(shelf, "lanterns") == whole


@pytest.mark.skipif(not SHARED, reason="SURVEY_SHARED is not set: it names the folder with data/ir")
def test_questions_of_a_collection_are_answered_as_well_as_promised(tmp_path: Path) -> None:
    asked = collection(Path(SHARED or ".") / "data" / "ir" / "cacm")
    catalog, keys = filled(tmp_path / "catalog.sqlite", asked.documents)

    with catalog.reading() as reader:
        figures = judged(
            lambda question: [
                key for view in ranked(reader, Selection(question)) for key in keys[json.loads(view)["key"]]
            ],
            asked,
        )
    catalog.close()

    assert figures.mean_average_precision >= 0.30
