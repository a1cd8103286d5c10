"""Any loss, any Activation Function."""
