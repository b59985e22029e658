"""Other ways to the same pages. What is not on this machine raises NotHere with its name."""
