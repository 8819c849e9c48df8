"""The forms that Muster asks of itself are as good as the bundled playbooks: linted, in every language, never chosen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from playbooks.forms import FORMS, form, form_by_digest, forms
from playbooks.lint import lint
from playbooks.loading import LIBRARY, load_library, playbook_files
from playbooks.problems import Severity as Weight

