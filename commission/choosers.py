"""Wagtail's choosers, without the inline scripts that the admin's policy refuses.

Wagtail prints a script behind each chooser of a form (a page, a snippet, a task). What it would run
stands in a mark instead, which `commission/choosers.js` reads, as for dates and times.
"""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def choosers_without_scripts() -> None:
    """Put it in the place of Wagtail's own rendering. Called when Django starts."""
    BaseChooser.render = _render


def _render(
    self: Any, name: str, value: Any, attrs: dict[str, Any], renderer: Any = None
) -> SafeString:
    id_, data = attrs["id"], self.get_value_data(value)
    return format_html(
        '{}<template data-widget="{}" data-for="{}" data-config="{}"></template>',
        mark_safe(self.render_html(name, data, attrs)),  # noqa: S308 (rendered by a template)
        # The one chooser that is no class in the browser.
        "createTaskChooser" if isinstance(self, AdminTaskChooser) else self.js_constructor,
        id_,
        json.dumps(self.get_js_init_options(id_, name, data)),
    )
