"""Every verb: where it lives, what it does, and one example. Nothing is imported until it is typed."""

from __future__ import annotations

VERBS: dict[str, tuple[str, str, str]] = {
    # verb: (module that holds it, what it does, an example)
    "search": (
        "find",
        "Ask every source for a topic, and add what you pick.",
        'survey search "semantic segmentation" -n 20',
    ),
    "add": (
        "find",
        "Add papers by arXiv id, DOI, address, title, or a bibliography.",
        "survey add 2106.09685 refs.bib --tag peft",
    ),
    "sota": (
        "state",
        "Tasks, their benchmarks and leaderboards; add those who lead.",
        'survey sota "image classification" ImageNet --add 10',
    ),
    "related": (
        "related",
        "What a paper cites in its related-work section, and the sentences.",
        "survey related paper.tar.gz --json",
    ),
    "crawl": (
        "crawl",
        "From the papers you have to those they build on.",
        "survey crawl --via related-work -n 20",
    ),
    "refresh": (
        "refresh",
        "Ask again: counts become a series, a failed answer changes nothing.",
        "survey refresh --stale 30d",
    ),
    "list": (
        "look",
        "The papers of the survey, all or those that match.",
        'survey list "lora author:hu year:2021.. -survey" --explain',
    ),
    "show": ("look", "All that is known of a paper.", "survey show hu2022lora --history"),
    "why": ("why", "Where a shown value comes from, and what others say.", "survey why hu2022lora venue"),
    "audit": ("audit", "What may be wrong in your survey, or in any bibliography.", "survey audit refs.bib"),
    "open": ("look", "Open a paper's page, PDF or code in the browser.", "survey open hu2022lora --code"),
    "set": ("say", "Correct a field by hand; nothing overwrites it.", "survey set hu2022lora venue=ICLR year=2022"),
    "note": ("notes", "Write a note about a paper.", 'survey note hu2022lora "compare with adapters"'),
    "decide": (
        "surveys",
        "Include or exclude papers of a survey, or leave them for later.",
        'survey decide hu2022lora exclude --in peft --reason "not about images"',
    ),
    "tag": ("say", "Put tags to a paper, or take them off.", "survey tag hu2022lora +peft -todo"),
    "rm": ("say", "Take papers out of the survey; what you said of them stays.", "survey rm hu2022lora"),
    "undo": ("say", "Take back your last change.", "survey undo"),
    "pairs": ("pairs", "Papers that may be one and the same, for you to decide.", "survey pairs"),
    "same": (
        "pairs",
        "Two papers are one work: the second becomes part of the first.",
        "survey same hu2022lora hu2021lora",
    ),
    "different": (
        "pairs",
        "Two papers are different works, whatever they look like.",
        "survey different hu2022lora hu2021lora",
    ),
    "split": ("split", "Take a wrong merge apart.", "survey split hu2022lora"),
    "dedupe": (
        "dedupe",
        "The duplicates in any bibliography file; needs no survey.",
        "survey dedupe scopus.ris pubmed.nbib -o clean.bib",
    ),
    "summarize": (
        "summarize",
        "One line a paper: made of its abstract, or asked for; for any file, too.",
        "survey summarize --missing",
    ),
    "compare": (
        "compare",
        "Your papers side by side on the benchmarks they share.",
        'survey compare --task "image classification"',
    ),
    "export": (
        "leave",
        "Write a review table, a bibliography or references.",
        "survey export exports/review.md --sort citations",
    ),
    "import": (
        "bring",
        "Bring in dumps of Papers with Code, and what DBLP's says of your papers.",
        "survey import pwc ~/pwc-dumps",
    ),
    "new": (
        "surveys",
        "Make a survey: papers with tags, notes and decisions of its own.",
        'survey new peft --question "How cheap can fine-tuning be?"',
    ),
    "surveys": ("surveys", "Your surveys: list, rename, question, rm.", "survey surveys list"),
    "init": ("upkeep", "Make a workspace: db/, exports/, survey.toml.", "survey init my-survey"),
    "demo": ("upkeep", "The whole river on this machine alone: no internet, no keys.", "survey demo"),
    "source": ("upkeep", "The sources: list, check, read a saved answer.", "survey source list"),
    "run": ("runs", "What was asked of whom, and searches to ask again.", "survey run list"),
    "db": ("upkeep", "The catalog file: path, upgrade, check, refold, backup.", "survey db check"),
    "config": ("upkeep", "Settings and where each comes from.", "survey config show"),
}

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Find", ("search", "sota", "add", "related", "crawl", "refresh")),
    ("Look", ("list", "show", "why", "open", "audit")),
    ("Say", ("set", "note", "tag", "decide", "rm", "undo", "pairs", "same", "different", "split")),
    ("Leave", ("dedupe", "summarize", "compare", "export")),
    ("Upkeep", ("init", "new", "surveys", "demo", "import", "source", "run", "db", "config")),
)

_USAGE = """\
Usage: survey [--db PATH] [--offline] VERB …

From a topic to a review table whose every cell says where it came from.
"""
_REST = """
`survey VERB --help` tells more about a verb. --db and --offline may stand anywhere.
PAPER is a cite key, any identifier or address, or a piece of a title that only one paper has.
Exit codes: 0 done, 1 failed, 2 asked wrongly, 3 done in part, 4 which paper?, 130 interrupted.

Example: survey search "semantic segmentation" --add 1-5
"""


def help_page() -> str:
    """What `survey --help` prints."""
    lines = [_USAGE]
    for title, verbs in GROUPS:
        lines += [f"{title}:", *(f"  {verb:<10} {VERBS[verb][1]}" for verb in verbs), ""]
    return "\n".join(lines).rstrip() + "\n" + _REST
