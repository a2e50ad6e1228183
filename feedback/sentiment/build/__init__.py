"""Rebuilds the learned data files from the training files: ``python -m feedback.sentiment.build``.

Needs scikit-learn (``requirements-dev.txt``); the engine itself does not.
"""
