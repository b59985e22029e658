"""Sheets and lines -> what is a matrix in them, with an account of every cell."""
