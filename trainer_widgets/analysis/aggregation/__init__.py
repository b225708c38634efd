"""One label an item from several annotators: majority, Dawid and Skene."""
