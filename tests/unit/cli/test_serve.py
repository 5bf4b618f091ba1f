"""Which event loop `serve` runs on."""

from bot.cli.serve import loop_factory


def test_the_quick_loop_where_it_is_installed_and_else_pythons_own() -> None:
    quick = loop_factory()
    assert quick is not None, "the tests are run with every extra"
    loop = quick()
    try:
        assert loop.run_until_complete(_answer()) == "an answer"
        assert "uvloop" in type(loop).__module__
    finally:
        loop.close()
    assert loop_factory("a_loop_that_nobody_wrote") is None


async def _answer() -> str:
    return "an answer"
