"""The JSON API, version 1. What it promises stands in docs/api.md; `v1` assembles it, `urls.py` mounts it."""
