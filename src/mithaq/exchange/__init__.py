"""Files in and out: each format is one module that takes a report and gives bytes."""
