"""What the filter forms of all pages share."""

from typing import Any

from django import forms


class FilterForm(forms.Form):
    """A form that lives in the address: its selects are drawn by `components/_filter_select.html`."""

    @property
    def options(self) -> list[dict[str, Any]]:
        """The selects: name, label, and options with value, label and whether it is the one given."""
        selects = []
        for name, field in self.fields.items():
            if not isinstance(field, forms.ChoiceField):
                continue
            given = self.data.get(name, "")
            choices: Any = field.choices
            options = [{"value": value, "label": label, "selected": str(value) == given} for value, label in choices]
            selects.append({"name": name, "label": field.label, "options": options})
        return selects

    @property
    def is_filtered(self) -> bool:
        return any(self.data.get(name) for name in self.fields)
