"""Sentences and formats by language: gettext catalogs under a key, and how numbers and dates are written."""
