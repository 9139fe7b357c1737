"""How fast and how large, each as a ratio to a named peer measured in the same run; pytest collects none of it.

pip install -e '.[bench]' && python -m tests.benchmarks

`search` and `growth` download packages once, with pip and npm; with `--quick` they search what is installed.
"""
