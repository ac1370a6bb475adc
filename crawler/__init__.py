"""The crawler looks: it visits municipalities and writes down what a visitor sees. It judges nothing."""
