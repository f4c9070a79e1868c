CREATE INDEX alias_paper ON alias (paper_id);

CREATE INDEX candidate_paper ON candidate (paper_id);

CREATE INDEX decision_of ON decision (survey_id, paper_id);

CREATE INDEX decision_paper ON decision (paper_id);

CREATE INDEX identifier_paper ON identifier (paper_id);

CREATE INDEX judgement_second ON judgement (second);

CREATE INDEX note_paper ON note (paper_id);

CREATE INDEX pair_second ON pair (second);

CREATE INDEX paper_added ON paper (added_at);

CREATE INDEX paper_citations ON paper (citations);

CREATE INDEX paper_folded ON paper (folded);

CREATE INDEX paper_merged ON paper (merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX paper_year ON paper (year);

CREATE INDEX record_backwards ON record (backwards) WHERE superseded_at IS NULL;

CREATE INDEX record_block ON record (block, paper_id) WHERE superseded_at IS NULL;

CREATE UNIQUE INDEX record_current ON record (source, "key") WHERE superseded_at IS NULL;

CREATE INDEX record_paper ON record (paper_id);

CREATE INDEX reference_cited ON reference (cited_id);

CREATE UNIQUE INDEX reference_of_draft ON reference (draft, source, "key") WHERE draft IS NOT NULL;

CREATE UNIQUE INDEX reference_of_paper ON reference (paper_id, source, "key") WHERE paper_id IS NOT NULL;

CREATE INDEX result_benchmark ON result (task, dataset, metric);

CREATE INDEX survey_note_of ON survey_note (survey_id, paper_id);

CREATE INDEX survey_note_paper ON survey_note (paper_id);

CREATE INDEX survey_tag_paper ON survey_tag (paper_id);

CREATE INDEX tag_name ON tag (name);

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE alias (
    cite_key TEXT NOT NULL,
    paper_id INTEGER NOT NULL,
    PRIMARY KEY (cite_key),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT;

CREATE TABLE asked (
    paper_id INTEGER NOT NULL,
    way TEXT NOT NULL,
    source TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    stated INTEGER,
    shown INTEGER NOT NULL,
    PRIMARY KEY (paper_id, way, source),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT;

CREATE TABLE candidate (
    survey_id INTEGER NOT NULL,
    paper_id INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (survey_id, paper_id),
    FOREIGN KEY(survey_id) REFERENCES survey (id),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT;

CREATE TABLE change (
    id INTEGER NOT NULL,
    what TEXT NOT NULL,
    made_at TEXT NOT NULL,
    undone_at TEXT,
    steps TEXT NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE TABLE count (
    source TEXT NOT NULL,
    "key" TEXT NOT NULL,
    on_date TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (source, "key", on_date)
) WITHOUT ROWID, STRICT;

CREATE TABLE crawl (
    id INTEGER NOT NULL,
    wanted TEXT NOT NULL,
    began_at TEXT NOT NULL,
    ended_at TEXT,
    outcome TEXT,
    PRIMARY KEY (id)
) STRICT;

CREATE TABLE decision (
    id INTEGER NOT NULL,
    survey_id INTEGER NOT NULL,
    paper_id INTEGER NOT NULL,
    stage TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT,
    decided_at TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(survey_id) REFERENCES survey (id),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) STRICT;

CREATE TABLE identifier (
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    paper_id INTEGER NOT NULL,
    PRIMARY KEY (scheme, value),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT;

CREATE TABLE judgement (
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    verdict TEXT NOT NULL,
    judged_at TEXT NOT NULL,
    PRIMARY KEY (first, second)
) WITHOUT ROWID, STRICT;

CREATE TABLE mention (
    reference_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    part TEXT,
    section TEXT,
    theme TEXT,
    sentence TEXT NOT NULL,
    appendix INTEGER NOT NULL,
    PRIMARY KEY (reference_id, position),
    FOREIGN KEY(reference_id) REFERENCES reference (id)
) WITHOUT ROWID, STRICT;

CREATE TABLE note (
    id INTEGER NOT NULL,
    paper_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    written_at TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) STRICT;

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
    "view" TEXT NOT NULL, spelt TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (cite_key),
    FOREIGN KEY(merged_into) REFERENCES paper (id),
    FOREIGN KEY(venue_id) REFERENCES venue (id)
) STRICT;

CREATE VIRTUAL TABLE paper_words USING fts5 (
    title, authors, venue, abstract, summary, said, spelt,
    content='paper_text', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);

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
    backwards TEXT,
    digest TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(paper_id) REFERENCES paper (id),
    FOREIGN KEY(run_id) REFERENCES run (id)
) STRICT;

CREATE TABLE reference (
    id INTEGER NOT NULL,
    paper_id INTEGER,
    draft TEXT,
    source TEXT NOT NULL,
    "key" TEXT NOT NULL,
    title TEXT,
    authors TEXT,
    year INTEGER,
    identifiers TEXT,
    raw TEXT,
    cited_id INTEGER,
    how TEXT,
    sure REAL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(paper_id) REFERENCES paper (id),
    FOREIGN KEY(cited_id) REFERENCES paper (id)
) STRICT;

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

CREATE TABLE saved_search (
    name TEXT NOT NULL,
    wanted TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    asked_at TEXT,
    PRIMARY KEY (name)
) WITHOUT ROWID, STRICT;

CREATE TABLE similar (
    paper_id INTEGER NOT NULL,
    source TEXT NOT NULL,
    "key" TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (paper_id, source, "key"),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT;

CREATE TABLE sought (
    what TEXT NOT NULL,
    source TEXT NOT NULL,
    sought_at TEXT NOT NULL,
    PRIMARY KEY (what, source)
) WITHOUT ROWID, STRICT;

CREATE TABLE survey (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    question TEXT,
    made_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
) STRICT;

CREATE TABLE survey_note (
    id INTEGER NOT NULL,
    survey_id INTEGER NOT NULL,
    paper_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    written_at TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(survey_id) REFERENCES survey (id),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) STRICT;

CREATE TABLE survey_tag (
    survey_id INTEGER NOT NULL,
    paper_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (survey_id, paper_id, name),
    FOREIGN KEY(survey_id) REFERENCES survey (id),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT;

CREATE TABLE tag (
    paper_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (paper_id, name),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT;

CREATE TABLE venue (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT,
    PRIMARY KEY (id),
    UNIQUE (name)
) STRICT;

CREATE VIEW authorship AS SELECT
    paper.id AS paper_id,
    author."key" + 1 AS position,
    author.value AS author
FROM paper, json_each(paper.view, '$.authors') author
WHERE paper.view <> '';

CREATE VIEW citation AS SELECT
    reference.id AS reference_id,
    coalesce(citing.merged_into, citing.id) AS citing_id,
    reference.draft AS draft,
    coalesce(cited.merged_into, cited.id) AS cited_id,
    reference.source AS source
FROM reference
LEFT JOIN paper citing ON citing.id = reference.paper_id
LEFT JOIN record ON record.source = reference.source AND record."key" = reference."key"
    AND record.superseded_at IS NULL
JOIN paper cited ON cited.id = coalesce(record.paper_id, reference.cited_id);

CREATE VIEW decided AS SELECT survey_id, paper_id, stage, verdict, reason, decided_at
FROM (
    SELECT *, row_number() OVER (PARTITION BY survey_id, paper_id ORDER BY reached DESC, id DESC) AS place
    FROM (SELECT *, min(id) OVER (PARTITION BY survey_id, paper_id, stage) AS reached FROM decision)
)
WHERE place = 1;

CREATE VIEW paper_text AS SELECT id,
    json_extract(view, '$.title') AS title,
    json_extract(view, '$.authors') AS authors,
    json_extract(view, '$.venue') AS venue,
    json_extract(view, '$.abstract') AS abstract,
    CASE json_extract(view, '$.summary.made_by') WHEN 'local' THEN NULL
        ELSE json_extract(view, '$.summary.text') END AS summary,
    said,
    spelt
FROM paper WHERE view <> '';
