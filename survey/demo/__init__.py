"""A scholarly web in a box: real facts of a hundred papers, in the shapes of the services, on this machine alone."""
