"""Rebuilds the learned data files from the training files: ``python -m feedback.sentiment.build``.

Needs scikit-learn (``requirements-bench.txt``); the engine itself does not.
"""
