"""The JSON Schemas by which an author's editor completes and checks the bank's files."""

import json
from collections.abc import Mapping

from pydantic import BaseModel, TypeAdapter

from bot.lessonbank.broadcast_schema import BroadcastFile
from bot.lessonbank.schema import FactsFile, GlossaryFile, HolidaysFile, LessonFile, TrackFile
from bot.lessonbank.triage_schema import TriageFile

SCHEMA_FILES: Mapping[str, str] = {
    "lesson": "schema.json",
    "track": "track.schema.json",
    "facts": "facts.schema.json",
    "glossary": "glossary.schema.json",
    "triage": "triage.schema.json",
    "holidays": "holidays.schema.json",
}
"""By kind of file, where its schema stands in the bank: editors read one schema a file, and no part of one."""

_MODELS: Mapping[str, type[BaseModel]] = {
    "lesson": LessonFile,
    "track": TrackFile,
    "facts": FactsFile,
    "glossary": GlossaryFile,
    "triage": TriageFile,
    "holidays": HolidaysFile,
    "broadcast": BroadcastFile,
}
"""A broadcast's file is no part of a bank; its schema is printed and stands nowhere."""


def file_schema(kind: str) -> str:
    """The schema of one kind of file as JSON.

    Args:
        kind: `lesson`, `track`, `facts`, `glossary`, `triage`, `holidays` or `broadcast`.
    """
    schema = TypeAdapter(_MODELS[kind]).json_schema()
    return json.dumps(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, ensure_ascii=False, indent=2
    )
