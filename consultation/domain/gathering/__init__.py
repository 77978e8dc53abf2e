"""Gathering what is said of a consultation in other channels: their feeds, fetched by the worker, read by staff."""
