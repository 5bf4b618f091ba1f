"""Every module can be imported by itself, so that coverage knows of all of them."""

import pkgutil
from importlib import import_module

import bot

RUN_BY_OTHERS = ("bot.__main__", "bot.store.migrations.")
"""By Python itself, and by Alembic within a migration."""


def test_every_module_is_imported() -> None:
    found = [module.name for module in pkgutil.walk_packages(bot.__path__, "bot.")]
    names = [name for name in found if not name.startswith(RUN_BY_OTHERS)]
    assert len(names) > 400
    assert all(import_module(name).__name__ == name for name in names)
