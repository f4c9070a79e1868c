"""The catalog's shape. What is marked F is a fact, written once; what is marked D is derived and can be rebuilt.

Rows do not validate: the model does that, at the border. Dates and times are ISO 8601 texts in UTC. Every change here
is a migration in `db/migrations`.
"""

from __future__ import annotations

from sqlalchemy import MetaData, Table
from sqlmodel import SQLModel

from survey.catalog.tables import crawling, papers, said, surveys
from survey.catalog.tables.columns import CURRENT

__all__ = ["CURRENT", "crawling", "papers", "said", "surveys"]

metadata: MetaData = SQLModel.metadata

# The tables as statements name them: `tables.paper.c.id`.
run: Table = metadata.tables["run"]
saved_search: Table = metadata.tables["saved_search"]
paper: Table = metadata.tables["paper"]
record: Table = metadata.tables["record"]
count: Table = metadata.tables["count"]
repository: Table = metadata.tables["repository"]
tag: Table = metadata.tables["tag"]
note: Table = metadata.tables["note"]
judgement: Table = metadata.tables["judgement"]
pair: Table = metadata.tables["pair"]
alias: Table = metadata.tables["alias"]
change: Table = metadata.tables["change"]
identifier: Table = metadata.tables["identifier"]
venue: Table = metadata.tables["venue"]
result: Table = metadata.tables["result"]
reference: Table = metadata.tables["reference"]
mention: Table = metadata.tables["mention"]
similar: Table = metadata.tables["similar"]
asked: Table = metadata.tables["asked"]
sought: Table = metadata.tables["sought"]
crawl: Table = metadata.tables["crawl"]
survey: Table = metadata.tables["survey"]
candidate: Table = metadata.tables["candidate"]
survey_tag: Table = metadata.tables["survey_tag"]
survey_note: Table = metadata.tables["survey_note"]
decision: Table = metadata.tables["decision"]
