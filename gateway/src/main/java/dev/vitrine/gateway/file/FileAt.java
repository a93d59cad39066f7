package dev.vitrine.gateway.file;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.gateway.http.Freshness;

/**
 * A file, as it is shown at an address.
 *
 * @param view which has it
 * @param name which tells the type
 * @param freshness of the address
 */
public record FileAt(CastoreView view, Entry.File file, PathComponent name, Freshness freshness) {}
