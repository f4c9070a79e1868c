"""The names that scripts rely on."""

PAPER = frozenset({
    "key", "title", "authors", "year", "published", "venue", "venue_kind", "abstract", "identifiers",
    "other_identifiers", "links", "repositories", "citations", "summary", "results", "status", "details", "tags",
    "notes", "sources", "origins", "added",
})  # fmt: skip
LINKS = {"paper", "pdf", "code"}
REPOSITORY = {"url", "official", "stars", "license", "archived", "gone", "checked_at", "source"}
CITATIONS = {"count", "source", "on"}
SUMMARY = {"text", "made_by", "model"}
RESULT = {
    "task", "dataset", "metric", "direction", "model", "value", "printed", "split", "extra_data", "rank", "source",
    "note",
}  # fmt: skip
VERSION = {"kind", "venue", "year", "published", "identifier", "source", "version"}
RUN = {
    "id", "verb", "source", "query", "sent", "kept", "started_at", "ended_at", "outcome", "message", "hits", "new",
    "unreadable", "requests",
}  # fmt: skip
