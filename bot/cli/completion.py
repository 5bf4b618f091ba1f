"""`banhoc completion`: the script with which a shell completes the commands."""

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands in SHELL.

    For bash: add `eval "$(banhoc completion bash)"` to ~/.bashrc.
    """
    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(ctx.find_root().command, {}, "banhoc", "_BANHOC_COMPLETE").source())
