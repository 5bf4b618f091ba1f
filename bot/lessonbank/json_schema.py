"""The JSON Schema by which an author's editor completes and checks a lesson file."""

import json

from pydantic import TypeAdapter

from bot.lessonbank.schema import FactsFile, LessonFile, TrackFile


def lessons_schema() -> str:
    """The schema of lesson files as JSON; those of tracks and of the facts stand under its `$defs`."""
    schema = TypeAdapter(LessonFile).json_schema()
    for name, model in (("TrackFile", TrackFile), ("FactsFile", FactsFile)):
        own = TypeAdapter(model).json_schema()
        schema["$defs"].update(own.pop("$defs", {}))
        schema["$defs"][name] = own
    return json.dumps(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, ensure_ascii=False, indent=2
    )
