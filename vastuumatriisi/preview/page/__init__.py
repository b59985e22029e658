"""The page of the preview: what it says, its HTML, and what it has to be shown and kept new in a browser."""
