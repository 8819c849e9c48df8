"""From a plan in Markdown to a draft of a playbook.

    drafted = draft("plan.md", text, today)
    drafted.yaml, drafted.id

What a plan has anyway becomes the playbook's: headings its tracks and phases, lists its steps, tables of numbers whom
to call. Whatever a plan cannot say, or says in one language only, is marked `# TODO` where it belongs; whatever could
not be placed is kept as a remark at the end, so that nothing of the plan is lost without a word.

    markdown     headings, lists, tables and paragraphs, with their lines
    lexicon      what plans in English, Chinese and Portuguese call roles, phases, cautions, contacts
    clues        times, numbers to call, roles and conditions inside a sentence
    plan         what was understood of the whole
    reading      from blocks to a plan
    writing      from a plan to YAML
"""

from __future__ import annotations

from playbooks.plans.writing import Drafted, draft

__all__ = ["Drafted", "draft"]
