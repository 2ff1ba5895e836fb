package org.taxbrain.city.day;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.book.ApplicationBook;
import org.taxbrain.city.book.ArrearsBook;
import org.taxbrain.city.book.CaseBook;
import org.taxbrain.city.book.ContractBook;
import org.taxbrain.city.book.ForeignRatingBook;
import org.taxbrain.city.book.FundsBook;
import org.taxbrain.city.book.IdChanges;
import org.taxbrain.city.book.IdType;
import org.taxbrain.city.book.MortgageBook;
import org.taxbrain.city.book.Party;
import org.taxbrain.city.book.PlainBook;
import org.taxbrain.city.book.PlainBooks;
import org.taxbrain.city.book.Population;
import org.taxbrain.city.book.PositionBook;
import org.taxbrain.city.book.PropertyBook;
import org.taxbrain.city.book.SeizureBook;
import org.taxbrain.city.book.TaxpayerBook;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/**
 * The changes of a day, one after the other; they follow from the seed alone. Rows are dealt out to kinds of changes in advance
 * ("fates"), so that no change meets a row that another has deleted or renamed.
 */
final class ChangePlan {
    private static final String CASES = "public.enforcement_case";
    private static final String FUNDS = "public.case_funds";
    private static final String NEW_VERSION = ", updated_at = clock_timestamp(), seq = nextval('public.version_seq')";
    private static final int HUNDRED = 100;
    /** Behind the successors that a case has at the start. */
    private static final int RESUMED_TODAY = 9;

    private static final int PER_TAXPAYER = 3;
    private static final int PER_CASE = 4;
    private static final int REGISTRATION_AFTER = 40;
    private static final long LATER_SERIALS = 5_000_000_000L;

    private final long seed;
    private final LocalDate today;
    private final Population population;
    private final IdChanges idChanges;
    private final TaxpayerBook taxpayers;
    private final ArrearsBook arrears;
    private final PositionBook positions;
    private final PropertyBook rights;
    private final MortgageBook mortgages;
    private final SeizureBook seizures;
    private final ApplicationBook applications;
    private final CaseBook cases;
    private final FundsBook funds;
    private final InterfaceChanges interfaces;

    private final Cursor payments;
    private final Cursor arrearsToDelete;
    private final Cursor arrearsToRename;
    private final Cursor transfers;
    private final Cursor holders;
    private final Cursor rightsToDelete;
    private final Cursor rightsToRename;
    private final Cursor mortgagesToCancel;
    private final Cursor seizuresToRenew;
    private final Cursor applicationsToMove;
    private final Cursor stages;
    private final Cursor casesToResume;
    private final Cursor linksToCorrect;
    private final Cursor casesToDelete;
    private final Cursor fundsToDelete;
    private final Cursor taxpayerChanges;
    private final Cursor representatives;
    private final Cursor positionsToDelete;
    private final Cursor corrections;
    private final Cursor dirtyTaxpayers;
    private final Cursor dirtyArrears;
    private final Cursor dirtyRights;
    private final Cursor dirtyCases;

    private final List<Plain> plains;

    private final Deque<Late> late = new ArrayDeque<>();
    private long n;

    /** Somebody whose registration comes after the arrears. */
    private record Late(long dueAt, Party party) {}

    ChangePlan(CitySpec spec) {
        seed = spec.seed();
        today = spec.lastDay().plusDays(1);
        population = new Population(spec);
        idChanges = new IdChanges(spec, population);
        taxpayers = new TaxpayerBook(spec, population);
        arrears = new ArrearsBook(spec, population);
        positions = new PositionBook(spec, population);
        rights = new PropertyBook(spec, population);
        mortgages = new MortgageBook(spec, rights);
        seizures = new SeizureBook(spec, rights);
        applications = new ApplicationBook(spec, population, rights);
        cases = new CaseBook(spec, population);
        funds = new FundsBook(spec, cases);
        interfaces = new InterfaceChanges(spec, population, rights, cases);
        long people = population.taxpayers();
        payments = new Cursor(seed, "payments", people * PER_TAXPAYER, true);
        arrearsToDelete = new Cursor(seed, "arrears to delete", people * PER_TAXPAYER, false);
        arrearsToRename = new Cursor(seed, "arrears to rename", people * PER_TAXPAYER, false);
        transfers = new Cursor(seed, "transfers", people * PER_TAXPAYER, false);
        holders = new Cursor(seed, "holders", people * PER_TAXPAYER, true);
        rightsToDelete = new Cursor(seed, "rights to delete", people * PER_TAXPAYER, false);
        rightsToRename = new Cursor(seed, "rights to rename", people * PER_TAXPAYER, false);
        mortgagesToCancel = new Cursor(seed, "mortgages to cancel", people * PER_TAXPAYER, false);
        seizuresToRenew = new Cursor(seed, "seizures to renew", people * PER_TAXPAYER, true);
        applicationsToMove = new Cursor(seed, "applications to move", people * PER_TAXPAYER, false);
        stages = new Cursor(seed, "stages", cases.count(), true);
        casesToResume = new Cursor(seed, "cases to resume", cases.count(), false);
        linksToCorrect = new Cursor(seed, "links to correct", cases.count(), false);
        casesToDelete = new Cursor(seed, "cases to delete", cases.count(), false);
        fundsToDelete = new Cursor(seed, "funds to delete", cases.count() * PER_CASE, false);
        taxpayerChanges = new Cursor(seed, "taxpayer changes", people, true);
        representatives = new Cursor(seed, "representatives", people, false);
        positionsToDelete = new Cursor(seed, "positions to delete", people, false);
        corrections = new Cursor(seed, "corrections", people, false);
        plains = new ArrayList<>();
        for (PlainBook book : PlainBooks.taxCore(spec, population)) {
            plains.add(Plain.of(book, Change.System.TAX_CORE, book.form().place(), seed, people));
        }
        plains.add(Plain.of(
                new ForeignRatingBook(spec, population), Change.System.COURT, ForeignRatingBook.TABLE, seed, people));
        dirtyTaxpayers = new Cursor(seed, "dirty taxpayers", people, false);
        dirtyArrears = new Cursor(seed, "dirty arrears", people * PER_TAXPAYER, false);
        dirtyRights = new Cursor(seed, "dirty rights", people * PER_TAXPAYER, false);
        dirtyCases = new Cursor(seed, "dirty cases", cases.count(), false);
    }

    /** The next change; what a small city has run out of becomes new arrears. */
    Change next() {
        long number = n++;
        Dice dice = Dice.of(seed, "change", number);
        if (!late.isEmpty() && late.peek().dueAt() <= number) {
            return lateRegistration(number, late.poll().party());
        }
        ChangeKind kind = ChangeKind.drawn(dice.below(ChangeKind.all()));
        Change change =
                switch (kind) {
                    case NEW_ARREARS, LATE_REGISTRATION -> null;
                    case PAYMENT -> payment(number);
                    case TRANSFER -> transfer(number, dice);
                    case HOLDERS_CHANGED -> holdersChanged(number, dice);
                    case MORTGAGE_REGISTERED -> mortgageRegistered(number, dice);
                    case MORTGAGE_CANCELLED -> mortgageCancelled(number);
                    case SEIZURE_RENEWED -> seizureRenewed(number);
                    case APPLICATION_ACCEPTED -> applicationAccepted(number, dice);
                    case APPLICATION_STAGE -> applicationStage(number);
                    case CASE_STAGE -> caseStage(number);
                    case CASE_RESUMED -> caseResumed(number, dice);
                    case PREDECESSOR_CORRECTED -> predecessorCorrected(number, dice);
                    case FUNDS -> newFunds(number, dice);
                    case TAXPAYER_CHANGED -> taxpayerChanged(number, dice);
                    case REPRESENTATIVE_CHANGED -> representativeChanged(number, dice);
                    case POSITION_DELETED -> positionDeleted(number);
                    case ARREARS_DELETED -> arrearsDeleted(number);
                    case RIGHT_DELETED -> rightDeleted(number);
                    case FUNDS_DELETED -> fundsDeleted(number);
                    case CASE_DELETED -> caseDeleted(number);
                    case ARREARS_KEY_CHANGED -> arrearsRenamed(number);
                    case RIGHT_KEY_CHANGED -> rightRenamed(number);
                    case ID_CORRECTED -> idCorrected(number);
                    case ARREARS_BEFORE_REGISTRATION -> arrearsBeforeRegistration(number, dice);
                    case CONTRACT_SIGNED -> interfaces.contractSigned(number, dice);
                    case CONTRACT_FILED -> interfaces.contractFiled(number);
                    case CONTRACT_WITHDRAWN -> interfaces.contractWithdrawn(number);
                    case HOMES_COUNTED -> interfaces.homesCounted(number, dice);
                    case DEBTOR_DELISTED -> interfaces.debtorDelisted(number);
                    case LICENCE_CHANGED -> interfaces.licenceChanged(number, dice);
                    case SHARE_TRANSFERRED -> interfaces.shareTransferred(number, dice);
                    case ROW_CHANGED -> rowChanged(number, dice);
                    case ROW_DELETED -> rowDeleted(number, dice);
                    case MENDED -> mended(number, dice);
                    case DIRTY_ROW -> dirtyRow(number, dice);
                };
        return change != null ? change : newArrears(number, dice);
    }

    private Change newArrears(long number, Dice dice) {
        Party debtor = population.at(dice.below(population.taxpayers()));
        Row row = arrears.fresh(newKey("QSN", number), population.djxh(debtor, 0), today, dice);
        // an amount that nothing else in the file has
        String open = unique(number, new BigDecimal(row.get("ybse")));
        row.set("ybse", open);
        row.set("qjye", open);
        return change(number, ChangeKind.NEW_ARREARS, Change.System.TAX_CORE)
                .insert(row, ArrearsBook.FORM.place())
                .about("tax-arrears", ArrearsBook.FORM.place(), row.key())
                .seen(stableSubject(debtor), "open", fen(open));
    }

    private Change payment(long number) {
        long at = payments.next(x -> fate("arrears", x) >= 15 && isArrears(x) && hasOpen(x) && paysPart(x));
        if (at < 0) {
            return null;
        }
        Row row = arrears.row(at / PER_TAXPAYER, (int) (at % PER_TAXPAYER));
        BigDecimal open = new BigDecimal(row.get("qjye"));
        boolean payOff = paysAll(at);
        // each round pays a part of what the round before left
        String left = payOff
                ? "0.00"
                : open.divide(BigDecimal.valueOf(payments.round() + 2), 2, java.math.RoundingMode.DOWN)
                        .toPlainString();
        Party debtor = population.at(at / PER_TAXPAYER);
        boolean registered = row.get("djxh").equals(population.djxh(debtor, 0));
        return change(number, ChangeKind.PAYMENT, Change.System.TAX_CORE)
                .sql("UPDATE public.zs_qsxx SET qjye = ?, sjrq = ? WHERE qsbh = ?", left, today.toString(), row.key())
                .about("tax-arrears", ArrearsBook.FORM.place(), row.key())
                .seen(registered ? stableSubject(debtor) : null, "open", fen(left));
    }

    private Change transfer(long number, Dice dice) {
        long at = transfers.next(x -> fate("right", x) >= 30 && isRight(x));
        if (at < 0) {
            return null;
        }
        long index = at / PER_TAXPAYER;
        int k = (int) (at % PER_TAXPAYER);
        Party buyer = population.any(dice);
        Row bought = rights.transferred(index, k, LATER_SERIALS + number, today, buyer, dice);
        String sold = rights.row(index, k).key();
        return change(number, ChangeKind.TRANSFER, Change.System.PROPERTY_REGISTER)
                .sql("UPDATE public.bdc_ql SET zxrq = ? WHERE ywh = ?", today.toString(), sold)
                .insert(bought, PropertyBook.FORM.place())
                .about("property-right", PropertyBook.FORM.place(), bought.key())
                .seen(file(buyer), "rightNo", bought.key());
    }

    private Change holdersChanged(long number, Dice dice) {
        long at = holders.next(x -> between(fate("right", x), 15, 30) && isRight(x));
        if (at < 0) {
            return null;
        }
        Row row = rights.row(at / PER_TAXPAYER, (int) (at % PER_TAXPAYER));
        Party holder = population.newcomer(far(number));
        row.putList("qlr", rights.holders(holder, dice));
        return change(number, ChangeKind.HOLDERS_CHANGED, Change.System.PROPERTY_REGISTER)
                .sql("UPDATE public.bdc_ql SET qlr = ? WHERE ywh = ?", row.get("qlr"), row.key())
                .about("property-right", PropertyBook.FORM.place(), row.key())
                .seen(holder.subject(), "rightNo", row.key());
    }

    private Change mortgageRegistered(long number, Dice dice) {
        long index = dice.below(population.taxpayers());
        if (rights.count(index) == 0) {
            return null;
        }
        Row row = mortgages.registered(index, 0, LATER_SERIALS + number, today, dice);
        return change(number, ChangeKind.MORTGAGE_REGISTERED, Change.System.PROPERTY_REGISTER)
                .insert(row, MortgageBook.FORM.place())
                .about("property-mortgage", MortgageBook.FORM.place(), row.key())
                .seen("unit:" + rights.unit(index, 0), "mortgageNo", row.key());
    }

    private Change mortgageCancelled(long number) {
        long at = mortgagesToCancel.next(x -> isMortgaged(x));
        if (at < 0) {
            return null;
        }
        long index = at / PER_TAXPAYER;
        int k = (int) (at % PER_TAXPAYER);
        String key = mortgages.row(index, k, 0).key();
        return change(number, ChangeKind.MORTGAGE_CANCELLED, Change.System.PROPERTY_REGISTER)
                .sql("UPDATE public.bdc_dyaq SET zxrq = ? WHERE ywh = ?", today.toString(), key)
                .about("property-mortgage", MortgageBook.FORM.place(), key);
    }

    private boolean isMortgaged(long x) {
        long index = x / PER_TAXPAYER;
        int k = (int) (x % PER_TAXPAYER);
        if (k >= rights.count(index) || mortgages.count(index, k) == 0) {
            return false;
        }
        Row row = mortgages.row(index, k, 0);
        return !row.dirty() && row.get("zxrq") == null;
    }

    /** Each round a renewal that prolongs the seizure, as if each were decided anew. */
    private Change seizureRenewed(long number) {
        long at = seizuresToRenew.next(x -> x % PER_TAXPAYER < rights.count(x / PER_TAXPAYER)
                && seizures.seized(x / PER_TAXPAYER, (int) (x % PER_TAXPAYER)));
        if (at < 0) {
            return null;
        }
        long index = at / PER_TAXPAYER;
        int k = (int) (at % PER_TAXPAYER);
        Row row = seizures.renewal(
                index, k, LATER_SERIALS + number, seizures.number(index, k), today, today.plusMonths(1 + number % 12));
        return change(number, ChangeKind.SEIZURE_RENEWED, Change.System.PROPERTY_REGISTER)
                .insert(row, SeizureBook.FORM.place())
                .about("property-seizure", SeizureBook.FORM.place(), row.key())
                .seen("unit:" + rights.unit(index, k), "seizureNo", row.key());
    }

    private Change applicationAccepted(long number, Dice dice) {
        long index = dice.below(population.taxpayers());
        if (rights.count(index) == 0) {
            return null;
        }
        Row row = applications.accepted(index, 0, LATER_SERIALS + number, today, dice);
        return change(number, ChangeKind.APPLICATION_ACCEPTED, Change.System.PROPERTY_REGISTER)
                .insert(row, ApplicationBook.FORM.place())
                .about("property-application", ApplicationBook.FORM.place(), row.key())
                .seen("unit:" + rights.unit(index, 0), "applicationNo", row.key());
    }

    private Change applicationStage(long number) {
        long at = applicationsToMove.next(x -> nextStage(x) != null);
        if (at < 0) {
            return null;
        }
        long index = at / PER_TAXPAYER;
        int k = (int) (at % PER_TAXPAYER);
        String key = applications.row(index, k).key();
        ApplicationBook.Stage next = nextStage(at);
        return change(number, ChangeKind.APPLICATION_STAGE, Change.System.PROPERTY_REGISTER)
                .sql("UPDATE public.bdc_sq SET blhj = ? WHERE slbh = ?", next.code(), key)
                .about("property-application", ApplicationBook.FORM.place(), key)
                .seen("unit:" + rights.unit(index, k), "stage", next.name().toLowerCase(Locale.ROOT));
    }

    /** The stage to which a case moves; null if there is none, or none that moves. */
    private ApplicationBook.Stage nextStage(long x) {
        long index = x / PER_TAXPAYER;
        int k = (int) (x % PER_TAXPAYER);
        if (k >= rights.count(index) || !applications.applied(index, k)) {
            return null;
        }
        ApplicationBook.Stage stage = applications.stage(index, k);
        return stage == null || applications.row(index, k).dirty() ? null : stage.next();
    }

    private Change caseStage(long number) {
        long c = stages.next(x -> fate("case", x) >= 10 && !cases.row(x).dirty());
        if (c < 0) {
            return null;
        }
        Row row = cases.row(c);
        int stage = CaseBook.STAGES.indexOf(row.get("stage"));
        String next = CaseBook.STAGES.get((int) ((stage + 1 + stages.round()) % CaseBook.STAGES.size()));
        String amount = unique(number, BigDecimal.valueOf(1_000_000));
        return change(number, ChangeKind.CASE_STAGE, Change.System.COURT)
                .sql(
                        "UPDATE " + CASES + " SET stage = ?, amount = ?" + NEW_VERSION + " WHERE case_no = ?",
                        next,
                        amount,
                        row.key())
                .about("enforcement-case", CASES, row.key())
                .seen(caseSubject(c), "amount", fen(amount));
    }

    private Change newFunds(long number, Dice dice) {
        long c = dice.below(cases.count());
        boolean received = dice.chance(0.4);
        int s = dice.below(1 + cases.successors(c));
        Row row = funds.movement(newKey("AKN", number), c, s, received, today, dice);
        return change(number, ChangeKind.FUNDS, Change.System.COURT)
                .insert(row, FUNDS)
                .about("case-funds", FUNDS, row.key())
                // a successor's link may be corrected in the day
                .seen(s == 0 ? caseSubject(c) : null, "movementId", row.key());
    }

    private Change caseResumed(long number, Dice dice) {
        long c = casesToResume.next(x -> fate("case", x) >= 10
                && cases.successors(x) == 0
                && !cases.row(x).dirty());
        if (c < 0) {
            return null;
        }
        Row row = cases.resumed(c, RESUMED_TODAY, today, dice);
        return change(number, ChangeKind.CASE_RESUMED, Change.System.COURT)
                .insert(row, CASES)
                .about("enforcement-case", CASES, row.key())
                .seen(caseSubject(c), "caseNo", asciiBrackets(row.key()));
    }

    /** A case turns out to go on with another one than was entered, or with none. */
    private Change predecessorCorrected(long number, Dice dice) {
        long c = linksToCorrect.next(
                x -> cases.successors(x) > 0 && !cases.successor(x, 1).dirty());
        if (c < 0) {
            return null;
        }
        String predecessor = dice.chance(0.5) ? null : cases.number(dice.below(cases.count()));
        String key = cases.number(c, 1);
        return change(number, ChangeKind.PREDECESSOR_CORRECTED, Change.System.COURT)
                .sql(
                        "UPDATE " + CASES + " SET predecessor_no = " + (predecessor == null ? "NULL" : "?")
                                + NEW_VERSION + " WHERE case_no = ?",
                        predecessor == null ? new String[] {key} : new String[] {predecessor, key})
                .about("enforcement-case", CASES, key);
    }

    private Change taxpayerChanged(long number, Dice dice) {
        long index = taxpayerChanges.next(
                x -> fate("taxpayer", x) >= 10 && !taxpayers.row(x, 0).dirty());
        if (index < 0) {
            return null;
        }
        Party party = population.at(index);
        String djxh = population.djxh(party, 0);
        String mobile = "1" + dice.between(3, 9) + Numbers.padded(number % 1_000_000_000, 9);
        return change(number, ChangeKind.TAXPAYER_CHANGED, Change.System.TAX_CORE)
                .sql(
                        "UPDATE public.dj_nsrxx SET sjhm = ?, nsrzt_dm = ? WHERE djxh = ?",
                        mobile,
                        dice.pick(List.of("03", "04", "05")),
                        djxh)
                .about("taxpayer", TaxpayerBook.FORM.place(), djxh)
                .seen(file(party), "mobile", mobile);
    }

    private Change representativeChanged(long number, Dice dice) {
        long index = representatives.next(x -> fate("position", x) >= 10 && isRepresented(x));
        if (index < 0) {
            return null;
        }
        Party holder = population.anyResident(dice);
        Row row = positions.appointed(newKey("RZN", number), index, holder, today, dice);
        return change(number, ChangeKind.REPRESENTATIVE_CHANGED, Change.System.TAX_CORE)
                .sql(
                        "UPDATE public.dj_rzxx SET rzrqz = ? WHERE rzbh = ?",
                        today.toString(),
                        positions.row(index, 0).key())
                .insert(row, PositionBook.FORM.place())
                .about("position-holder", PositionBook.FORM.place(), row.key())
                .seen(holder.subject(), "positionId", row.key());
    }

    private Change positionDeleted(long number) {
        long index = positionsToDelete.next(x -> fate("position", x) < 10 && isRepresented(x));
        if (index < 0) {
            return null;
        }
        String key = positions.row(index, 0).key();
        return change(number, ChangeKind.POSITION_DELETED, Change.System.TAX_CORE)
                .sql("DELETE FROM public.dj_rzxx WHERE rzbh = ?", key)
                .about("position-holder", PositionBook.FORM.place(), key);
    }

    private boolean isRepresented(long x) {
        return positions.has(x, 0) && !positions.row(x, 0).dirty();
    }

    private Change arrearsDeleted(long number) {
        long at = arrearsToDelete.next(x -> fate("arrears", x) < 10 && isArrears(x));
        if (at < 0) {
            return null;
        }
        String key = arrears.row(at / PER_TAXPAYER, (int) (at % PER_TAXPAYER)).key();
        return change(number, ChangeKind.ARREARS_DELETED, Change.System.TAX_CORE)
                .sql("DELETE FROM public.zs_qsxx WHERE qsbh = ?", key)
                .about("tax-arrears", ArrearsBook.FORM.place(), key);
    }

    private Change rightDeleted(long number) {
        long at = rightsToDelete.next(x -> fate("right", x) < 10 && isRight(x));
        if (at < 0) {
            return null;
        }
        String key = rights.row(at / PER_TAXPAYER, (int) (at % PER_TAXPAYER)).key();
        return change(number, ChangeKind.RIGHT_DELETED, Change.System.PROPERTY_REGISTER)
                .sql("DELETE FROM public.bdc_ql WHERE ywh = ?", key)
                .about("property-right", PropertyBook.FORM.place(), key);
    }

    private Change fundsDeleted(long number) {
        long at = fundsToDelete.next(x -> fate("funds", x) < 10
                && x % PER_CASE < funds.count(x / PER_CASE)
                && !funds.row(x / PER_CASE, (int) (x % PER_CASE)).dirty());
        if (at < 0) {
            return null;
        }
        String key = funds.row(at / PER_CASE, (int) (at % PER_CASE)).key();
        return change(number, ChangeKind.FUNDS_DELETED, Change.System.COURT)
                .sql("UPDATE " + FUNDS + " SET deleted = true" + NEW_VERSION + " WHERE movement_id = ?", key)
                .about("case-funds", FUNDS, key);
    }

    private Change caseDeleted(long number) {
        long c = casesToDelete.next(x -> fate("case", x) < 10 && !cases.row(x).dirty());
        if (c < 0) {
            return null;
        }
        String key = cases.row(c).key();
        return change(number, ChangeKind.CASE_DELETED, Change.System.COURT)
                .sql("UPDATE " + CASES + " SET deleted = true" + NEW_VERSION + " WHERE case_no = ?", key)
                .about("enforcement-case", CASES, key);
    }

    private Change arrearsRenamed(long number) {
        long at = arrearsToRename.next(x -> between(fate("arrears", x), 10, 15) && isArrears(x));
        if (at < 0) {
            return null;
        }
        Row row = arrears.row(at / PER_TAXPAYER, (int) (at % PER_TAXPAYER));
        Party debtor = population.at(at / PER_TAXPAYER);
        boolean registered = row.get("djxh").equals(population.djxh(debtor, 0));
        String renamed = newKey("QSK", number);
        return change(number, ChangeKind.ARREARS_KEY_CHANGED, Change.System.TAX_CORE)
                .sql("UPDATE public.zs_qsxx SET qsbh = ? WHERE qsbh = ?", renamed, row.key())
                .about("tax-arrears", ArrearsBook.FORM.place(), renamed)
                .seen(registered ? stableSubject(debtor) : null, "arrearsId", renamed);
    }

    private Change rightRenamed(long number) {
        long at = rightsToRename.next(x -> between(fate("right", x), 10, 15) && isRight(x));
        if (at < 0) {
            return null;
        }
        long index = at / PER_TAXPAYER;
        Row row = rights.row(index, (int) (at % PER_TAXPAYER));
        String renamed = Numbers.running(today, 2 * LATER_SERIALS - 1 - number);
        return change(number, ChangeKind.RIGHT_KEY_CHANGED, Change.System.PROPERTY_REGISTER)
                .sql("UPDATE public.bdc_ql SET ywh = ? WHERE ywh = ?", renamed, row.key())
                .about("property-right", PropertyBook.FORM.place(), renamed)
                .seen(file(population.at(index)), "rightNo", renamed);
    }

    private Change idCorrected(long number) {
        long index = corrections.next(x -> fate("taxpayer", x) < 10
                && population.at(x).idType() == IdType.RESIDENT_ID
                && !taxpayers.row(x, 0).dirty());
        if (index < 0) {
            return null;
        }
        String djxh = population.djxh(population.at(index), 0);
        Party right = population.newcomer(far(number));
        return change(number, ChangeKind.ID_CORRECTED, Change.System.TAX_CORE)
                .sql("UPDATE public.dj_nsrxx SET zjhm = ?, nsrmc = ? WHERE djxh = ?", right.id(), right.name(), djxh)
                .about("taxpayer", TaxpayerBook.FORM.place(), djxh)
                .seen(right.subject(), "id", right.id());
    }

    private Change arrearsBeforeRegistration(long number, Dice dice) {
        Party party = population.newcomer(far(number));
        late.add(new Late(number + REGISTRATION_AFTER, party));
        Row row = arrears.fresh(newKey("QSN", number), population.djxh(party, 0), today, dice);
        return change(number, ChangeKind.ARREARS_BEFORE_REGISTRATION, Change.System.TAX_CORE)
                .insert(row, ArrearsBook.FORM.place())
                .about("tax-arrears", ArrearsBook.FORM.place(), row.key());
    }

    private Change lateRegistration(long number, Party party) {
        Row row = taxpayers.good(party, 0);
        return change(number, ChangeKind.LATE_REGISTRATION, Change.System.TAX_CORE)
                .insert(row, TaxpayerBook.FORM.place())
                .about("taxpayer", TaxpayerBook.FORM.place(), row.key())
                .seen(party.subject(), "djxh", row.key());
    }

    /** A row of a plain dataset says something else. */
    private Change rowChanged(long number, Dice dice) {
        Plain plain = dice.pick(plains);
        long index = plain.changes.next(x -> fate(plain.dataset(), x) >= 10 && isPlain(plain, x));
        if (index < 0) {
            return null;
        }
        Row row = plain.book.row(index);
        plain.book.vary(row, number);
        PlainBook.Varying varying = plain.book.varying();
        String value = row.get(varying.column());
        return change(number, ChangeKind.ROW_CHANGED, plain.system)
                .sql(
                        "UPDATE " + plain.table + " SET " + varying.column() + " = ?" + plain.version() + " WHERE "
                                + plain.keyColumn() + " = ?",
                        value,
                        row.key())
                .about(plain.dataset(), plain.table, row.key())
                .seen(plainSubject(row, index), varying.field(), varying.money() ? fen(value) : value);
    }

    private Change rowDeleted(long number, Dice dice) {
        Plain plain = dice.pick(plains);
        long index = plain.deletions.next(x -> fate(plain.dataset(), x) < 10 && isPlain(plain, x));
        if (index < 0) {
            return null;
        }
        String key = plain.book.row(index).key();
        return change(number, ChangeKind.ROW_DELETED, plain.system)
                .sql(plain.deletion(), key)
                .about(plain.dataset(), plain.table, key);
    }

    private static boolean isPlain(Plain plain, long x) {
        return plain.book.has(x) && !plain.book.row(x).dirty();
    }

    /** The file that shows a plain row: what is known by the registration moves with it. */
    private String plainSubject(Row row, long index) {
        Party party = population.at(index);
        return row.form().columns().contains("djxh") ? stableSubject(party) : file(party);
    }

    /** A plain dataset of a system, and which of its rows are dealt out to changes. */
    private record Plain(PlainBook book, Change.System system, String table, Cursor changes, Cursor deletions) {
        static Plain of(PlainBook book, Change.System system, String table, long seed, long rows) {
            String dataset = book.form().dataset();
            return new Plain(
                    book,
                    system,
                    table,
                    new Cursor(seed, dataset + " changes", rows, true),
                    new Cursor(seed, dataset + " deletions", rows, false));
        }

        String dataset() {
            return book.form().dataset();
        }

        String keyColumn() {
            return book.form().columns().get(0);
        }

        String version() {
            return system == Change.System.COURT ? NEW_VERSION : "";
        }

        /** A table is left by a row; behind an interface it stays with a flag. */
        String deletion() {
            String where = " WHERE " + keyColumn() + " = ?";
            return system == Change.System.COURT
                    ? "UPDATE " + table + " SET deleted = true" + NEW_VERSION + where
                    : "DELETE FROM " + table + where;
        }
    }

    private Change mended(long number, Dice dice) {
        return switch (dice.below(5)) {
            case 0 -> {
                long i = dirtyTaxpayers.next(x -> taxpayers.row(x, 0).dirty());
                yield i < 0 ? null : mending(number, Change.System.TAX_CORE, taxpayers.good(population.at(i), 0), null);
            }
            case 1 -> {
                long i = dirtyArrears.next(x -> x % PER_TAXPAYER < arrears.count(x / PER_TAXPAYER)
                        && arrears.row(x / PER_TAXPAYER, (int) (x % PER_TAXPAYER))
                                .dirty());
                yield i < 0
                        ? null
                        : mending(
                                number,
                                Change.System.TAX_CORE,
                                arrears.good(i / PER_TAXPAYER, (int) (i % PER_TAXPAYER)),
                                null);
            }
            case 2 -> {
                long i = dirtyRights.next(x -> x % PER_TAXPAYER < rights.count(x / PER_TAXPAYER)
                        && rights.row(x / PER_TAXPAYER, (int) (x % PER_TAXPAYER))
                                .dirty());
                yield i < 0
                        ? null
                        : mending(
                                number,
                                Change.System.PROPERTY_REGISTER,
                                rights.good(i / PER_TAXPAYER, (int) (i % PER_TAXPAYER)),
                                null);
            }
            case 3 -> interfaces.contractMended(number);
            default -> {
                long c = dirtyCases.next(x -> cases.row(x).dirty());
                yield c < 0 ? null : mending(number, Change.System.COURT, cases.good(c), CASES);
            }
        };
    }

    private Change mending(long number, Change.System system, Row good, String courtTable) {
        String table = courtTable == null ? good.form().place() : courtTable;
        return change(number, ChangeKind.MENDED, system)
                .overwrite(good, table, courtTable == null ? "" : NEW_VERSION)
                .about(good.form().dataset(), table, good.key())
                .mending();
    }

    private Change dirtyRow(long number, Dice dice) {
        Change.System system = dice.pick(List.of(Change.System.values()));
        Row row;
        String table;
        switch (system) {
            case TAX_CORE -> {
                if (dice.chance(0.5)) {
                    row = taxpayers.spoiled(population.newcomer(far(number)), 0);
                } else {
                    Party debtor = population.at(dice.below(population.taxpayers()));
                    row = arrears.spoiled(newKey("QSN", number), population.djxh(debtor, 0), today, dice);
                }
                table = row.form().place();
            }
            case PROPERTY_REGISTER -> {
                long index = dice.below(population.taxpayers());
                row = rights.spoiled(index, 0, LATER_SERIALS + number, today, population.any(dice), dice);
                table = row.form().place();
            }
            default -> {
                if (dice.chance(0.5)) {
                    row = interfaces.spoiledContract(number, dice);
                    table = ContractBook.TABLE;
                } else {
                    row = funds.spoiled(newKey("AKN", number), dice.below(cases.count()), today, dice);
                    table = FUNDS;
                }
            }
        }
        return change(number, ChangeKind.DIRTY_ROW, system)
                .insert(row, table)
                .about(row.form().dataset(), table, row.key());
    }

    private static Change change(long number, ChangeKind kind, Change.System system) {
        return new Change(number, kind, system);
    }

    /** What is to become of a row in the day, from 0 to 99. */
    private int fate(String what, long index) {
        return Dice.of(seed, "fate of " + what, index).below(HUNDRED);
    }

    private static boolean between(int fate, int from, int below) {
        return fate >= from && fate < below;
    }

    private boolean isArrears(long x) {
        return x % PER_TAXPAYER < arrears.count(x / PER_TAXPAYER)
                && !arrears.row(x / PER_TAXPAYER, (int) (x % PER_TAXPAYER)).dirty();
    }

    private boolean hasOpen(long x) {
        Row row = arrears.row(x / PER_TAXPAYER, (int) (x % PER_TAXPAYER));
        return new BigDecimal(row.get("qjye")).compareTo(BigDecimal.ONE) > 0;
    }

    private boolean paysAll(long x) {
        return fate("debt", x) < 20;
    }

    /** Who has paid all has nothing left to pay in a later round. */
    private boolean paysPart(long x) {
        return !paysAll(x) || payments.round() == 0;
    }

    private boolean isRight(long x) {
        return x % PER_TAXPAYER < rights.count(x / PER_TAXPAYER)
                && !rights.row(x / PER_TAXPAYER, (int) (x % PER_TAXPAYER)).dirty();
    }

    /** The taxpayer's file, unless the registration is dirty or comes to be another's in the day. */
    private String stableSubject(Party party) {
        boolean stable = fate("taxpayer", party.index()) >= 10
                && !taxpayers.row(party.index(), 0).dirty();
        return stable ? file(party) : null;
    }

    /** The file in which what bears somebody's id can be seen; null: the resident register can move it meanwhile. */
    private String file(Party party) {
        return idChanges.touches(party) ? null : party.subject();
    }

    /** The file of a case's own number; null where the day may change whose it is. */
    private String caseSubject(long c) {
        Row row = cases.row(c);
        String predecessor = row.get("predecessor_no");
        if (predecessor == null) {
            return "case:" + asciiBrackets(cases.number(c));
        }
        boolean stable = !row.dirty() && fate("case", c) >= 10 && !cases.linkedBothWays(c);
        return stable ? "case:" + asciiBrackets(predecessor) : null;
    }

    private static String asciiBrackets(String caseNo) {
        return caseNo.replace('（', '(').replace('）', ')');
    }

    /** Index of a newcomer whom no file of residents lists. */
    private long far(long number) {
        return population.residents() + number;
    }

    private static String newKey(String letters, long number) {
        return letters + Numbers.padded(number, 11);
    }

    /** An amount near a given one that holds the number of the change. */
    private static String unique(long number, BigDecimal near) {
        BigDecimal whole = near.setScale(0, java.math.RoundingMode.UP).max(BigDecimal.TEN);
        return whole.add(BigDecimal.valueOf(number * 100 + 37, 2)).toPlainString();
    }

    private static String fen(String yuan) {
        return new BigDecimal(yuan).movePointRight(2).toBigIntegerExact().toString();
    }
}
