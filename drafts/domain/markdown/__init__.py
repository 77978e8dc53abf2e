"""How Markdown is taken apart and put together: what `drafts/domain/blocks.py` is made of."""
