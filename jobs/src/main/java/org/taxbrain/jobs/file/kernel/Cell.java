package org.taxbrain.jobs.file.kernel;

/** One value of the current key's state; null when nothing is kept. */
public interface Cell<T> {
    T get();

    void set(T value);

    void clear();
}
