"""A text with headings, duties as items and lines such as "Vastuuhenkilö: rehtori" -> the matrix in it."""
