"""The demo: people, films' audiences and reviews written for it. The only place where `random` has a say."""
