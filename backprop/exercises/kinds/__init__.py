"""The kinds of exercises, each with the video's numbers first and with random ones then."""
