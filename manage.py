#!/usr/bin/env python
"""Operator's entry point: `python manage.py help` lists the commands."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cinemapulse.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # A setting that cannot work is the operator's to mend: one line says which, and no traceback hides it.
        sys.exit(f"CinemaPulse is not set up right: {error}")


if __name__ == "__main__":
    main()
