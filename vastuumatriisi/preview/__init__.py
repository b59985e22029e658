"""A small local web server beside the editor: documents as they stand, what is wrong, and what is open."""
