package dev.vitrine.gateway.dav;

import io.milton.http.exceptions.BadRequestException;
import io.milton.http.values.ValueAndType;
import io.milton.http.webdav.PropFindPropertyBuilder;
import io.milton.http.webdav.PropFindResponse;
import io.milton.http.webdav.PropertiesRequest;
import io.milton.resource.PropFindableResource;
import io.milton.resource.Resource;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;

/** Stands where Milton would collect the properties of every entry: it notes what to answer, and nothing is read yet. */
final class PropfindBuilder implements PropFindPropertyBuilder {
    @Override
    public List<PropFindResponse> buildProperties(
            PropFindableResource resource, int depth, PropertiesRequest fields, String url) throws BadRequestException {
        if (resource instanceof PlaceResource place && fields instanceof Propfind.Fields read) {
            return new Propfind(
                    place.subject(), read.wanted().orElseThrow(() -> new BadRequestException("not a propfind")));
        }
        throw unexpected();
    }

    /** Milton asks for these to see who may read them; that was decided before. */
    @Override
    public Set<QName> findAllProps(PropFindableResource resource) {
        return Set.of();
    }

    @Override
    public ValueAndType getProperty(QName field, Resource resource) {
        throw unexpected();
    }

    @Override
    public void processResource(
            List<PropFindResponse> responses,
            PropFindableResource resource,
            PropertiesRequest fields,
            String href,
            int requestedDepth,
            int currentDepth,
            String collectionHref) {
        throw unexpected();
    }

    private static IllegalStateException unexpected() {
        return new IllegalStateException("Milton asked for what only other handlers of it need");
    }
}
