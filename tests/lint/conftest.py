"""Code that lint is tried on holds no tests of ours."""

collect_ignore = ["corrected", "misuse", "right"]
