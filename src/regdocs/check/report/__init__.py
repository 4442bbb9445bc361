"""Reporters: what one run found, in the forms that people, CI and editors read; one module for each form."""
