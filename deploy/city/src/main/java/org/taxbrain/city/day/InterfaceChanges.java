package org.taxbrain.city.day;

import java.time.LocalDate;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.book.CaseBook;
import org.taxbrain.city.book.ContractBook;
import org.taxbrain.city.book.DebtorBook;
import org.taxbrain.city.book.HomeCountBook;
import org.taxbrain.city.book.LicenceBook;
import org.taxbrain.city.book.Party;
import org.taxbrain.city.book.Population;
import org.taxbrain.city.book.PropertyBook;
import org.taxbrain.city.book.ShareholderBook;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/** What happens behind the interfaces of the housing bureau and the market regulator, and on the court's list of debtors. */
final class InterfaceChanges {
    private static final String NEW_VERSION = ", updated_at = clock_timestamp(), seq = nextval('public.version_seq')";
    private static final int UNITS = 3;
    private static final int TO_WITHDRAW = 10;
    private static final int HUNDRED = 100;
    private static final long LATER_SERIALS = 5_000_000_000L;

    private final long seed;
    private final LocalDate today;
    private final Population population;
    private final PropertyBook rights;
    private final ContractBook contracts;
    private final HomeCountBook homes;
    private final DebtorBook debtors;
    private final LicenceBook licences;
    private final ShareholderBook shareholders;

    private final Cursor contractsToFile;
    private final Cursor contractsToWithdraw;
    private final Cursor dirtyContracts;
    private final Cursor debtorsToDelist;
    private final Cursor licencesToChange;
    private final Cursor shareholdersToLeave;

    InterfaceChanges(CitySpec spec, Population population, PropertyBook rights, CaseBook cases) {
        this.seed = spec.seed();
        this.today = spec.lastDay().plusDays(1);
        this.population = population;
        this.rights = rights;
        contracts = new ContractBook(spec, population, rights);
        homes = new HomeCountBook(spec, population);
        debtors = new DebtorBook(spec, cases);
        licences = new LicenceBook(spec, population);
        shareholders = new ShareholderBook(spec, population);
        long people = population.taxpayers();
        contractsToFile = new Cursor(seed, "contracts to file", people * UNITS, false);
        contractsToWithdraw = new Cursor(seed, "contracts to withdraw", people * UNITS, false);
        dirtyContracts = new Cursor(seed, "dirty contracts", people * UNITS, false);
        debtorsToDelist = new Cursor(seed, "debtors to delist", cases.count(), false);
        licencesToChange = new Cursor(seed, "licences to change", people, true);
        shareholdersToLeave = new Cursor(seed, "shareholders to leave", people * ShareholderBook.MOST, false);
    }

    /** A new contract; null: the taxpayer that was drawn holds no unit. */
    Change contractSigned(long number, Dice dice) {
        long index = dice.below(population.taxpayers());
        if (rights.count(index) == 0) {
            return null;
        }
        Row row = contracts.signed(index, 0, LATER_SERIALS + number, today, population.any(dice), dice);
        return change(number, ChangeKind.CONTRACT_SIGNED)
                .insert(row, ContractBook.TABLE)
                .about(row.form().dataset(), ContractBook.TABLE, row.key())
                .seen("unit:" + rights.unit(index, 0), "contractNo", row.key());
    }

    /** A contract that was signed is filed; null: none is left. */
    Change contractFiled(long number) {
        long x = contractsToFile.next(at -> fate(at) >= TO_WITHDRAW
                && isContract(at)
                && contracts.row(index(at), unit(at)).get("status").equals(ContractBook.SIGNED));
        if (x < 0) {
            return null;
        }
        String key = contracts.row(index(x), unit(x)).key();
        return change(number, ChangeKind.CONTRACT_FILED)
                .sql(
                        "UPDATE " + ContractBook.TABLE + " SET status = ?, filed_on = ?" + NEW_VERSION
                                + " WHERE contract_no = ?",
                        ContractBook.FILED,
                        today.toString(),
                        key)
                .about(ContractBook.FORM.dataset(), ContractBook.TABLE, key);
    }

    /** A contract is taken off the interface; null: none is left. */
    Change contractWithdrawn(long number) {
        long x = contractsToWithdraw.next(at -> fate(at) < TO_WITHDRAW && isContract(at));
        if (x < 0) {
            return null;
        }
        String key = contracts.row(index(x), unit(x)).key();
        return change(number, ChangeKind.CONTRACT_WITHDRAWN)
                .sql(
                        "UPDATE " + ContractBook.TABLE + " SET deleted = true" + NEW_VERSION + " WHERE contract_no = ?",
                        key)
                .about(ContractBook.FORM.dataset(), ContractBook.TABLE, key);
    }

    /** A resident's homes are counted. */
    Change homesCounted(long number, Dice dice) {
        Row row = homes.counted("CXN" + Numbers.padded(number, 11), population.anyResident(dice), today, dice);
        return change(number, ChangeKind.HOMES_COUNTED)
                .insert(row, HomeCountBook.TABLE)
                .about(row.form().dataset(), HomeCountBook.TABLE, row.key());
    }

    /** A debtor comes off the court's list; null: none is left. */
    Change debtorDelisted(long number) {
        long c = debtorsToDelist.next(x ->
                debtors.listed(x) && !debtors.row(x).dirty() && debtors.row(x).get("delisted_on") == null);
        if (c < 0) {
            return null;
        }
        String key = debtors.row(c).key();
        return change(number, ChangeKind.DEBTOR_DELISTED)
                .sql(
                        "UPDATE " + DebtorBook.TABLE + " SET delisted_on = ?" + NEW_VERSION + " WHERE listing_no = ?",
                        today.toString(),
                        key)
                .about(DebtorBook.FORM.dataset(), DebtorBook.TABLE, key);
    }

    /** A business moves; null: none has a licence that can be read. */
    Change licenceChanged(long number, Dice dice) {
        long index = licencesToChange.next(
                x -> licences.licensed(x) && !licences.row(x).dirty());
        if (index < 0) {
            return null;
        }
        Party business = population.at(index);
        // premises that nothing else in the file has
        String address = licences.address(dice) + "之" + number;
        return change(number, ChangeKind.LICENCE_CHANGED)
                .sql(
                        "UPDATE " + LicenceBook.TABLE + " SET address = ?" + NEW_VERSION + " WHERE uscc = ?",
                        address,
                        business.id())
                .about(LicenceBook.FORM.dataset(), LicenceBook.TABLE, business.id())
                .seen(business.subject(), "address", address);
    }

    /** One shareholder leaves, another takes over in the same transaction; null: none is left. */
    Change shareTransferred(long number, Dice dice) {
        long x = shareholdersToLeave.next(at -> isShareholder(at)
                && shareholders
                                .row(at / ShareholderBook.MOST, (int) (at % ShareholderBook.MOST))
                                .get("left_on")
                        == null);
        if (x < 0) {
            return null;
        }
        long index = x / ShareholderBook.MOST;
        Row taken = shareholders.contributed(
                "GDN" + Numbers.padded(number, 11), index, population.anyResident(dice), today, dice);
        return change(number, ChangeKind.SHARE_TRANSFERRED)
                .sql(
                        "UPDATE " + ShareholderBook.TABLE + " SET left_on = ?" + NEW_VERSION
                                + " WHERE contribution_no = ?",
                        today.toString(),
                        shareholders
                                .row(index, (int) (x % ShareholderBook.MOST))
                                .key())
                .insert(taken, ShareholderBook.TABLE)
                .about(taken.form().dataset(), ShareholderBook.TABLE, taken.key())
                .seen(population.at(index).subject(), "contributionNo", taken.key());
    }

    /** A contract that a reader must refuse. */
    Row spoiledContract(long number, Dice dice) {
        long index = dice.below(population.taxpayers());
        return contracts.spoiled(index, 0, LATER_SERIALS + number, today, population.any(dice), dice);
    }

    /** A contract that was dirty is corrected; null: none is left. */
    Change contractMended(long number) {
        long x = dirtyContracts.next(at -> contracts.sold(index(at), unit(at))
                && contracts.row(index(at), unit(at)).dirty());
        if (x < 0) {
            return null;
        }
        Row good = contracts.good(index(x), unit(x));
        return change(number, ChangeKind.MENDED)
                .overwrite(good, ContractBook.TABLE, NEW_VERSION)
                .about(good.form().dataset(), ContractBook.TABLE, good.key())
                .mending();
    }

    private boolean isContract(long x) {
        return contracts.sold(index(x), unit(x))
                && !contracts.row(index(x), unit(x)).dirty();
    }

    private boolean isShareholder(long x) {
        long index = x / ShareholderBook.MOST;
        int s = (int) (x % ShareholderBook.MOST);
        return shareholders.has(index, s) && !shareholders.row(index, s).dirty();
    }

    private static Change change(long number, ChangeKind kind) {
        return new Change(number, kind, Change.System.COURT);
    }

    /** What is to become of a contract in the day, from 0 to 99. */
    private int fate(long x) {
        return Dice.of(seed, "fate of contract", x).below(HUNDRED);
    }

    private static long index(long x) {
        return x / UNITS;
    }

    private static int unit(long x) {
        return (int) (x % UNITS);
    }
}
