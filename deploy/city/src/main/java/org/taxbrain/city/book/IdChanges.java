package org.taxbrain.city.book;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.id.Dice;

/**
 * Whose id the resident register changed. Every other department goes on with the old one, so what they hold belongs to who
 * the register says it is.
 */
public final class IdChanges {
    private static final double CHANGED = 0.02;
    private static final String RESIDENT_ID = "111";

    private final CitySpec spec;
    private final Population population;

    public IdChanges(CitySpec spec, Population population) {
        this.spec = spec;
        this.population = population;
    }

    /** What the register did. */
    enum Kind {
        NONE,
        /** The id was changed before the city began. */
        BEFORE,
        /** It is changed on the day: everything else was there before. */
        ON_THE_DAY,
        /** It was changed before, and on the day the register no longer says what it had been. */
        WITHDRAWN,
        /** It was changed before, from another id than was said at first. */
        CORRECTED,
        /** A number that was given twice: the register names as a former one what is still its neighbour's. */
        GIVEN_TWICE
    }

    Kind kind(Party party) {
        if (party.idType() != IdType.RESIDENT_ID || party.index() >= population.residents()) {
            return Kind.NONE;
        }
        Dice dice = Dice.of(spec.seed(), "id change", party.index());
        if (!dice.chance(CHANGED)) {
            return Kind.NONE;
        }
        return dice.pick(List.of(
                Kind.BEFORE,
                Kind.BEFORE,
                Kind.BEFORE,
                Kind.BEFORE,
                Kind.ON_THE_DAY,
                Kind.ON_THE_DAY,
                Kind.ON_THE_DAY,
                Kind.WITHDRAWN,
                Kind.CORRECTED,
                neighbour(party).idType() == IdType.RESIDENT_ID ? Kind.GIVEN_TWICE : Kind.BEFORE));
    }

    /** Whether a change of the register can move what stands under somebody's id. */
    public boolean touches(Party party) {
        return kind(party) != Kind.NONE
                || party.index() > 0
                        && party.index() < population.residents()
                        && kind(population.at(party.index() - 1)) == Kind.GIVEN_TWICE;
    }

    /** The present id of somebody in the register. */
    String id(Party party, boolean onTheDay) {
        Kind kind = kind(party);
        boolean old = kind == Kind.NONE || kind == Kind.GIVEN_TWICE || kind == Kind.ON_THE_DAY && !onTheDay;
        return old ? party.id() : population.renumbered(party);
    }

    /** The former ids that the register lists. */
    List<Map<String, String>> former(Party party, boolean onTheDay) {
        return switch (kind(party)) {
            case NONE -> List.of();
            case BEFORE -> listed(party.id());
            case ON_THE_DAY -> onTheDay ? listed(party.id()) : List.of();
            case WITHDRAWN -> onTheDay ? List.of() : listed(party.id());
            case CORRECTED -> listed(onTheDay ? party.id() : nobodys(party));
            case GIVEN_TWICE -> listed(neighbour(party).id());
        };
    }

    private Party neighbour(Party party) {
        return population.at(party.index() + 1);
    }

    private String nobodys(Party party) {
        return population.newcomer(population.residents() + party.index()).id();
    }

    private static List<Map<String, String>> listed(String id) {
        // a map of its own for each row: dirt may change it
        Map<String, String> former = new LinkedHashMap<>();
        former.put("zjzl", RESIDENT_ID);
        former.put("zjhm", id);
        return List.of(former);
    }
}
