"""`advisor completion`"""

from __future__ import annotations

import click

__all__ = ["completion"]


@click.command(short_help="The script by which a shell completes commands and ids.")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """The script by which SHELL completes commands, options, and ids of models, rules, surfaces and sources.

    \b
    In ~/.bashrc:                  eval "$(advisor completion bash)"
    In ~/.zshrc, after compinit:   eval "$(advisor completion zsh)"
    In ~/.config/fish/config.fish: advisor completion fish | source
    """
    from click.shell_completion import get_completion_class

    root = context.find_root()
    name = root.info_name or ""
    found = get_completion_class(shell)
    assert found is not None  # click knows all three
    click.echo(found(root.command, {}, name, f"_{name.upper()}_COMPLETE").source())
