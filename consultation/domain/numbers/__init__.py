"""What is counted: visits, what came in and from whom, where to answer first."""
