"""The settings of the site, with one address more: a constant page to measure by."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.serving.urls"
