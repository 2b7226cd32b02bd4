"""The gallery, the plan of a charter in sentences, its adoption and amendment, and how it is kept."""
