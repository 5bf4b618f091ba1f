"""`banhoc config`: what is set and where it comes from; a settings file to begin with."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from bot.settings import Settings

MASK = "***"


@click.group()
def config() -> None:
    """Settings: what they are, where they come from."""


@config.command()
@click.option("--json", "is_json", is_flag=True, help="One JSON object a setting.")
def show(*, is_json: bool) -> None:
    """Print each setting, its value and where it comes from; secrets are masked."""
    from bot.settings import Settings, key_of, load_settings, origins

    settings = load_settings(Settings)
    found = origins(Settings)
    for field in Settings.model_fields:
        key, value, origin = key_of(field), shown(settings, field), found.get(field, "default")
        if is_json:
            click.echo(json.dumps({"setting": key, "value": value, "from": origin}, ensure_ascii=False))
        else:
            click.echo(f"{key}={'' if value is None else value}  ({origin})")


def shown(settings: "Settings", field: str) -> str | int | None:
    """A setting's value as anybody may read it, None where nothing is set."""
    from pydantic import SecretStr
    from sqlalchemy import make_url

    value = getattr(settings, field)
    match value:
        case None | "":
            return None
        case SecretStr():
            return MASK if value else None
        case str() if field == "database_url":
            return make_url(value).render_as_string(hide_password=True)
        case str() | int():
            return value
        case _:
            return str(value)


@config.command()
@click.option("--force", "is_forced", is_flag=True, help="Write over files that are there.")
def init(*, is_forced: bool) -> None:
    """Write banhoc.toml and .env.example here, with every setting and what it means."""
    files = {Path("banhoc.toml"): "\n".join(_toml()), Path(".env.example"): "\n".join(_dotenv())}
    there = [str(path) for path in files if path.exists()]
    if there and not is_forced:
        raise click.ClickException(f"{' and '.join(there)} would be overwritten; say --force if that is meant.")
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
        click.echo(f"Wrote {path}.")


def _toml() -> Iterator[str]:
    from bot.settings import SECRETS, Settings

    yield "# Settings of Bạn Học AI. The environment and .env are stronger than this file. Secrets belong into neither"
    yield "# this file nor a repository: set them in the environment, or name a file that holds them.\n"
    for field, facts in Settings.model_fields.items():
        if field not in SECRETS:
            yield f"# {facts.description}\n#{field} = {json.dumps(_example(facts), ensure_ascii=False)}\n"


def _dotenv() -> Iterator[str]:
    from bot.settings import Settings, key_of

    yield "# Copy this to .env and take the # away where you set something. Never commit .env.\n"
    for field, facts in Settings.model_fields.items():
        yield f"# {facts.description}\n#{key_of(field)}={_example(facts)}\n"


def _example(facts: "FieldInfo") -> str | int:
    """What stands behind the setting's name: its default, or an example where there is none."""
    example = facts.examples[0] if facts.examples else facts.default
    return example if isinstance(example, str | int) else ""
