"""What only the browser can do, and what it is sent before all else."""
