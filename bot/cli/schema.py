"""`muster schema`: the JSON Schema of playbook files, for editors that complete and check.

muster schema > playbook.schema.json
# yaml-language-server: $schema=playbook.schema.json      (first line of a playbook file)
"""

from __future__ import annotations

import json

import click

from playbooks.schema import playbook_schema


@click.command()
def command() -> None:
    """Print the JSON Schema of playbook files, for editors.

    Write it to a file and name that file in the first line of a playbook:
    `# yaml-language-server: $schema=playbook.schema.json`
    """
    click.echo(json.dumps(playbook_schema(), ensure_ascii=False, indent=2))
