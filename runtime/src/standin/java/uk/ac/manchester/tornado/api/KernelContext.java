package uk.ac.manchester.tornado.api;

import uk.ac.manchester.tornado.api.standin.WorkItem;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What a work item knows of itself. A kernel gets one per work item; the one in a graph's arguments stands for them
 * all.
 */
public class KernelContext {
  public final Integer globalIdx;
  public final Integer globalIdy;
  public final Integer globalIdz;
  public final Integer groupIdx;
  public final Integer groupIdy;
  public final Integer groupIdz;
  public final Integer localIdx;
  public final Integer localIdy;
  public final Integer localIdz;
  public final Integer globalGroupSizeX;
  public final Integer globalGroupSizeY;
  public final Integer globalGroupSizeZ;
  public final Integer localGroupSizeX;
  public final Integer localGroupSizeY;
  public final Integer localGroupSizeZ;

  private final WorkItem item;

  /** For the arguments of a task. */
  public KernelContext() {
    this(WorkItem.ALONE);
  }

  /** Only in the stand-in: of one work item. */
  public KernelContext(WorkItem item) {
    this.item = item;
    globalIdx = item.global(0);
    globalIdy = item.global(1);
    globalIdz = item.global(2);
    groupIdx = item.group(0);
    groupIdy = item.group(1);
    groupIdz = item.group(2);
    localIdx = item.local(0);
    localIdy = item.local(1);
    localIdz = item.local(2);
    globalGroupSizeX = item.globalSize(0);
    globalGroupSizeY = item.globalSize(1);
    globalGroupSizeZ = item.globalSize(2);
    localGroupSizeX = item.localSize(0);
    localGroupSizeY = item.localSize(1);
    localGroupSizeZ = item.localSize(2);
  }

  /** Waits until all work items of the group are here; what they wrote can then be read in the group. */
  public void localBarrier() {
    item.barrier();
  }

  /** As {@link #localBarrier}, for what was written to arrays of the device. It does not wait for other groups. */
  public void globalBarrier() {
    item.barrier();
  }

  /** An array that the work items of a group share. */
  public float[] allocateFloatLocalArray(int size) {
    return item.localArray(float[].class, size);
  }

  /** An array that the work items of a group share. */
  public int[] allocateIntLocalArray(int size) {
    return item.localArray(int[].class, size);
  }

  /** Adds to an element, as if nothing else happened meanwhile. */
  public void atomicAdd(IntArray array, int index, int value) {
    synchronized (array) {
      array.set(index, array.get(index) + value);
    }
  }

  /** Adds to an element, as if nothing else happened meanwhile. */
  public void atomicAdd(int[] array, int index, int value) {
    synchronized (array) {
      array[index] += value;
    }
  }
}
