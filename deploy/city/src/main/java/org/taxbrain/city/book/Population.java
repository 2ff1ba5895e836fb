package org.taxbrain.city.book;

import java.time.LocalDate;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;
import org.taxbrain.city.id.ResidentIds;
import org.taxbrain.city.id.Usccs;

/**
 * Who lives and trades in the city: indexes below {@link #taxpayers()} are registered, those up to {@link #residents()} are
 * residents only, those above are people who come later.
 */
public final class Population {
    private static final double BUSINESSES = 0.15;
    private static final double PASSPORTS = 0.01;
    private static final double PERMITS = 0.01;
    private static final double INDIVIDUAL_BUSINESSES = 0.3;
    private static final long FEWEST_RESIDENTS_ONLY = 20;

    private final long seed;
    private final long taxpayers;
    private final long residents;
    private final ResidentIds residentIds;
    private final Usccs usccs;

    public Population(CitySpec spec) {
        this.seed = spec.seed();
        this.taxpayers = spec.taxpayers();
        this.residents = taxpayers + Math.max(FEWEST_RESIDENTS_ONLY, taxpayers / 20);
        this.residentIds = new ResidentIds(seed);
        this.usccs = new Usccs(seed);
    }

    /** How many are registered with the tax bureau. */
    public long taxpayers() {
        return taxpayers;
    }

    /** How many there are at the start, with residents who are no taxpayers. */
    public long residents() {
        return residents;
    }

    /** The one at an index. */
    public Party at(long index) {
        Dice dice = Dice.of(seed, "party", index);
        double kind = dice.share();
        if (index < taxpayers && kind < BUSINESSES) {
            boolean individual = dice.chance(INDIVIDUAL_BUSINESSES);
            String name = Names.business(individual, Places.district(dice), dice);
            return new Party(index, IdType.USCC, usccs.of(index, individual), name);
        }
        if (index < taxpayers && kind < BUSINESSES + PASSPORTS) {
            return foreigner(index, IdType.PASSPORT, "E", dice);
        }
        if (index < taxpayers && kind < BUSINESSES + PASSPORTS + PERMITS) {
            return foreigner(index, IdType.PERMIT, "H", dice);
        }
        String id = residentIds.of(index);
        return new Party(index, IdType.RESIDENT_ID, id, Names.person(ResidentIds.female(id), dice));
    }

    /** Anyone of the city. */
    public Party any(Dice dice) {
        return at(dice.below(residents));
    }

    /** Anyone with a resident id. */
    public Party anyResident(Dice dice) {
        Party party = any(dice);
        while (party.idType() != IdType.RESIDENT_ID) {
            party = any(dice);
        }
        return party;
    }

    /** Someone who was not in the city at the start: a resident, no taxpayer. */
    public Party newcomer(long n) {
        return at(2 * residents + n);
    }

    /** The id that the register gave somebody in place of the one that all others know; nobody else ever had it. */
    String renumbered(Party party) {
        return residentIds.of(4 * residents + party.index());
    }

    /** A minor child, the so manieth of the city. */
    Party child(long n) {
        return minor(6 * residents + n, residentIds.child(n));
    }

    /** Who was born on a day, the so manieth. */
    Party newborn(LocalDate day, long n) {
        return minor(8 * residents + n, residentIds.newborn(day, n));
    }

    private Party minor(long index, String id) {
        Dice dice = Dice.of(seed, "minor", index);
        return new Party(index, IdType.RESIDENT_ID, id, Names.person(ResidentIds.female(id), dice));
    }

    /** 登记序号 of a registration of the party at an index; a business may have several. */
    public String djxh(Party party, int registration) {
        return Numbers.djxh(party.business(), party.index() * 4 + registration);
    }

    private static Party foreigner(long index, IdType type, String letter, Dice dice) {
        return new Party(
                index, type, letter + Numbers.padded(index % 100_000_000, 8), Names.person(dice.chance(0.5), dice));
    }
}
