package dev.interprocess.cli;

/** A channel of which each read or write may be one message, and so must not be split. */
interface CarriesMessages {}
