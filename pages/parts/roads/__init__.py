"""The Chain Rule by itself."""
