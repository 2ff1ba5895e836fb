package org.taxbrain.jobs.file.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** What the random histories prove: each of these kernels has one fault, and some history shows it. */
@AddLifecycleHook(ExpectCounterexample.class)
class BrokenKernelsTest {
    private static final int TRIES = 500;

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindARouterThatForgetsToRetract(@ForAll("histories") History history) {
        play(history, new BlindTo("routed"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindARouterThatTakesOlderVersions(@ForAll("histories") History history) {
        play(history, new Unordered());
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindAnIdentityThatForgetsWhereItForwardedTo(@ForAll("histories") History history) {
        play(history, new BlindTo("identity.aliases"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindAnAliasThatIsNeverTakenBack(@ForAll("histories") History history) {
        play(history, new Keeping("identity.aliases"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindFactsThatAreNotKeptForAnAliasThatComesLate(@ForAll("histories") History history) {
        play(history, new BlindTo("identity.entries"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindAChainThatForgetsWhatGoesOnWithANumber(@ForAll("histories") History history) {
        play(history, new BlindTo("chain.successors"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindALinkOfAChainThatIsNeverTakenBack(@ForAll("histories") History history) {
        play(history, new Keeping("chain.predecessors"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindCaseFactsThatAreNotKeptForAPredecessorThatComesLate(@ForAll("histories") History history) {
        play(history, new BlindTo("case.entries"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindACaseThatForgetsWhomItTold(@ForAll("histories") History history) {
        play(history, new BlindTo("object.notices"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindAPersonWhoForgetsWhichRelativesWereTold(@ForAll("histories") History history) {
        play(history, new BlindTo("relatives.told"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindRelativesWhoAreToldUnderAnIdThatIsNotTheirsAnyMore(@ForAll("histories") History history) {
        play(history, new BlindTo("told.entries"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindAnIdThatIsNotToldWhoItIsWhenARegisterChangesTheAnswer(@ForAll("histories") History history) {
        play(history, new BlindTo("aliases.claims"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindRemindersThatAreForgotten(@ForAll("histories") History history) {
        play(history, new WithoutReminders());
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindADocumentWhoseWritingIsForgotten(@ForAll("histories") History history) {
        play(history, new BlindTo("subject.written"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindSumsOfACaseOrUnitThatRowsAreNotTakenOffFrom(@ForAll("histories") History history) {
        play(history, new BlindTo("object.tallies"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindAnInterestsFirstDayThatIsKeptWhenItsMovementIsGone(@ForAll("histories") History history) {
        play(history, new Keeping("object.shelves/case-funds/-4/received-with-interest"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindAListOfUnitsThatForgetsWhatItHolds(@ForAll("histories") History history) {
        play(history, new BlindTo("subject.shelves/n:unit"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindAListOfPositionsThatKeepsWhatIsGone(@ForAll("histories") History history) {
        play(history, new Keeping("subject.shelves/position-holder/positions"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindMessagesThatOvertakeEachOther(@ForAll("histories") History history) {
        new Play(new KernelRun() {
                    private int n;

                    @Override
                    void channel(String stage, String from, String to, Runnable message) {
                        super.channel(stage, from, to + '#' + n++, message);
                    }
                })
                .play(history);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindWaitingKeysThatAreLostByARestart(@ForAll("histories") History history) {
        new Play(new KernelRun() {
                    @Override
                    void restart(int back, boolean compacted) {
                        super.restart(back, compacted);
                        forgetWaiting();
                    }
                })
                .play(history);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void shouldFindResultsOfARolledBackExecutionThatAreNotPutRight(@ForAll("histories") History history) {
        new Play(new KernelRun() {
                    @Override
                    void channel(String stage, String from, String to, Runnable message) {
                        if (!stage.equals("echo")) {
                            super.channel(stage, from, to, message);
                        }
                    }
                })
                .play(history);
    }

    @Provide
    Arbitrary<History> histories() {
        return Histories.any();
    }

    private static void play(History history, Heap broken) {
        new Play(new KernelRun(broken)).play(history);
    }

    /** The router's state, of which the order of the accepted version reads as the lowest. */
    private static final class Unordered extends Heap {
        @Override
        <T> Cell<T> cell(String name, Key key) {
            Cell<T> cell = super.cell(name, key);
            return new Cell<>() {
                @Override
                public T get() {
                    return cell.get();
                }

                @Override
                public void set(T value) {
                    if (value instanceof Routed routed) {
                        routed.order = new long[] {0, 0};
                    }
                    cell.set(value);
                }

                @Override
                public void clear() {
                    cell.clear();
                }
            };
        }
    }

    /** What was written, of which only the document is remembered. */
    private static final class WithoutReminders extends Heap {
        @Override
        @SuppressWarnings("unchecked") // what was written is digests by id
        <T> Cell<T> cell(String name, Key key) {
            Cell<T> cell = super.cell(name, key);
            if (!name.equals("subject.written")) {
                return cell;
            }
            return new Cell<>() {
                @Override
                public T get() {
                    Map<String, byte[]> written = (Map<String, byte[]>) cell.get();
                    if (written == null) {
                        return null;
                    }
                    Map<String, byte[]> documents = new HashMap<>(written);
                    documents.keySet().removeIf(id -> id.indexOf('|') >= 0);
                    return (T) documents;
                }

                @Override
                public void set(T value) {
                    cell.set(value);
                }

                @Override
                public void clear() {
                    cell.clear();
                }
            };
        }
    }

    /** State of which one part reads as if nothing had been kept. */
    private static final class BlindTo extends Heap {
        private final String broken;

        BlindTo(String name) {
            this.broken = name;
        }

        @Override
        <V> Table<V> table(String name, Key key) {
            Table<V> table = super.table(name, key);
            return name.equals(broken) ? new Blind<>(table) : table;
        }
    }

    private record Blind<V>(Table<V> table) implements Table<V> {
        @Override
        public V get(String name) {
            return null;
        }

        @Override
        public void put(String name, V value) {
            table.put(name, value);
        }

        @Override
        public void remove(String name) {
            table.remove(name);
        }

        @Override
        public Iterable<Map.Entry<String, V>> entries() {
            return List.of();
        }
    }

    /** State of which one part is never removed. */
    private static final class Keeping extends Heap {
        private final String broken;

        Keeping(String name) {
            this.broken = name;
        }

        @Override
        <V> Table<V> table(String name, Key key) {
            Table<V> table = super.table(name, key);
            return name.equals(broken) ? new Kept<>(table) : table;
        }
    }

    private record Kept<V>(Table<V> table) implements Table<V> {
        @Override
        public V get(String name) {
            return table.get(name);
        }

        @Override
        public void put(String name, V value) {
            table.put(name, value);
        }

        @Override
        public void remove(String name) {
            // the fault
        }

        @Override
        public Iterable<Map.Entry<String, V>> entries() {
            return table.entries();
        }
    }
}
