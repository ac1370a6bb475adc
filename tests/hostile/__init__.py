"""The hostile web: sites that hang, lie, flood and lead inward, each with the status that it must end in."""
