"""What the web edition says: values of plain words, complete before any HTML is made."""
